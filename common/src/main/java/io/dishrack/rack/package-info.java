/**
 * The command {@code rack}: looks at a queue, through {@link io.dishrack.QueueInspector} and {@link
 * io.dishrack.QueueSalvage} only, so that it changes nothing and works when every process of the queue is dead; what
 * mends does so only with {@code --execute}.
 *
 * <p>Tables fit 80 columns and are for people: payloads are escaped and shortened. JSON is for programs, and stable:
 * fields are added, never renamed. Times are milliseconds since 1970.
 *
 * <pre>
 * status --json   one document
 *   {"queue":"/tmp/q","put":4,"ready":1,"taken":1,"delayed":0,"done":2,"dead":0,"cancelled":0,"unfinished":2,
 *    "max_size":0,"shutdown":false,"limit":0,"paused":false,"created_millis":1,"disk_bytes":1,"kept_from":1,
 *    "keep_bytes":1073741824,"keep_results_bytes":1073741824,"time_millis":9,"put_per_second":0.0,
 *    "taken_per_second":0.1,"oldest_waiting":4,"oldest_waiting_millis":3,
 *    "processes":[{"pid":7,"role":"dryer","liveness":"alive","started_millis":1,"taken":1,"oldest_taken":3,
 *      "busy_since_millis":5,"dismissed":false}]}
 *   "kept_from"              done and cancelled items before it were reclaimed
 *   "oldest_waiting"         only when something waits; when it was put only when that is known
 *   "oldest_taken"           the lowest number that the process holds, if any
 *   "busy_since_millis"      only while it is at an item
 *   --watch                  the same, a document a line each time
 *
 * verify --json  one document
 *   {"queue":"/tmp/q","findings":[{"damage":true,"file":"ledger/00000000.ledger","offset":4104,"number":2,
 *    "fact":"state is damaged","remedy":"..."}],
 *    "sound":false,"items":4,"readable":4,"results":2,"damages":1,"notes":0,"processes":0}
 *   "offset", "number"  only when they are known
 *   "processes"         that have it open, -1 when it can't be told
 *
 * repair --json  one document
 *   {"queue":"/tmp/q","findings":[as of verify],"repaired":true,"damages":1,"dead_letters":1,"left":0,
 *    "originals":"/tmp/q/quarantine/2026-01-01T00-00-00Z"}
 *   "repaired"   false without --execute, and where nothing is damaged; then nothing stands behind "damages"
 *
 * list --json, show --json, export   a document a line for each item
 *   {"number":1,"state":"ready","attempts":0,"key":"k","payload":"text"}
 *   "payload"         when the bytes are valid UTF-8, else
 *   "payload_base64"  or, when they can't be read,
 *   "problem"         why
 *   "key"             only when it has one
 *   "due_millis"      only when it may not run before: delayed, and not behind another of its key; list and show also
 *                     tell it of one that is ready, which becomes delayed when a dryer first meets it
 *   "history"         show only, oldest first:
 *     [{"attempt":1,"ending":"failed","exit_code":3,"worker":"7@dryer","started_millis":1,"ended_millis":2,
 *       "output_bytes":0,"error":"text"}]
 *     "ending"          done, failed, dead, lost (with its dryer), refused (too late), redriven, repaired (attempt 0)
 *     "started_millis"  only when it is known: a dead dryer can't tell
 *     "error_base64"    instead of error when that is not valid UTF-8
 *
 *   "reclaimed"       show only, true: the item was finished and is deleted, so there is no payload, and the state may be
 *                     unknown: done or cancelled
 *
 * results --json   a document a line for each result
 *   {"number":1,"key":"k","state":"done","attempts":1,"exit_code":0,"worker":"7@dryer","started_millis":1,
 *    "ended_millis":2,"output":"text","error":""}
 *   "key", "started_millis"  only when there is one, when it is known
 *   "output_base64", "error_base64"  instead, when that is not valid UTF-8
 *
 * import --json   one document
 *   {"queue":"/tmp/q","executed":true,"items":2,"skipped":1,"unreadable":0}
 *
 * close --json    one document
 *   {"queue":"/tmp/q","action":"close","executed":true,"shutdown":true,"waiting":2,"taken":1,"cancelled":0}
 *   "action"      close, close_now, reopen
 *   "waiting", "taken"  as they were before
 *
 * pause --json, resume --json, limit --json    one document
 *   {"queue":"/tmp/q","action":"limit","executed":true,"paused":false,"limit":3,"waiting":2,"taken":1}
 *   "action"          pause, resume, limit, or show: limit without a number
 *   "paused", "limit" as they are now; 0 is no limit
 *
 * cancel --json   a document a line for each item
 *   {"number":2,"state":"ready","attempts":0,"cancellation":"cancelled"}
 *   "state", "attempts"  as they were before
 *   "cancellation"       cancelled, asked (its dryer is to end it), too_late (it was finished); without --execute
 *     would_be_cancelled, would_be_asked
 * cancel --waiting --json   one document
 *   {"queue":"/tmp/q","executed":true,"waiting":2,"cancelled":2}
 *
 * purge --json    one document
 *   {"queue":"/tmp/q","executed":true,"bytes":1000,"dead":0}
 *   "bytes"       of files; without --execute an estimate
 *   "dead"        dead letters that were cancelled, or would be
 *
 * stop --json, scale --json   a document a line for each dryer that goes, or would
 *   {"pid":7,"liveness":"alive","taken":1,"dismissed":true}
 *   and for each that is started, or would be; "pid" and "log" only when it was
 *   {"pid":8,"log":"/tmp/q/logs/dryer-20260101T000000Z-1.log","command":["dryer","/tmp/q"],"started":true}
 *
 * redrive --json   a document a line for each item
 *   {"number":2,"state":"dead","attempts":3,"redriven":true}
 *   "state", "attempts"  as they were before
 *   "redriven"           false without --execute, and for what is no dead letter
 * </pre>
 *
 * <p>JSON classes are loaded only when JSON is asked for: a look at a queue should be quick.
 */
package io.dishrack.rack;

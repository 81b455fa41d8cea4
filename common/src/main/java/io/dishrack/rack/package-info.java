/**
 * The command {@code rack}: looks at a queue, through {@link io.dishrack.QueueInspector} only, so that it changes nothing
 * and works when every process of the queue is dead.
 *
 * <p>Tables fit 80 columns and are for people: payloads are escaped and shortened. JSON is for programs, and stable:
 * fields are added, never renamed. Times are milliseconds since 1970.
 *
 * <pre>
 * status --json   one document
 *   {"queue":"/tmp/q","put":4,"ready":1,"taken":1,"delayed":0,"done":2,"dead":0,"cancelled":0,"unfinished":2,
 *    "max_size":0,"shutdown":false,"created_millis":1,"disk_bytes":1,
 *    "processes":[{"pid":7,"role":"dryer","liveness":"alive","started_millis":1,"taken":1}]}
 *
 * verify --json  one document
 *   {"queue":"/tmp/q","findings":[{"damage":true,"file":"ledger/00000000.ledger","offset":4104,"number":2,
 *    "fact":"state is damaged","remedy":"..."}],
 *    "sound":false,"items":4,"readable":4,"results":2,"damages":1,"notes":0,"processes":0}
 *   "offset", "number"  only when they are known
 *   "processes"         that have it open, -1 when it can't be told
 *
 * list --json, show --json, export   a document a line for each item
 *   {"number":1,"state":"ready","attempts":0,"key":"k","payload":"text"}
 *   "payload"         when the bytes are valid UTF-8, else
 *   "payload_base64"  or, when they can't be read,
 *   "problem"         why
 *   "key"             only when it has one
 *   "due_millis"      only when it is delayed
 * </pre>
 *
 * <p>JSON classes are loaded only when JSON is asked for: a look at a queue should be quick.
 */
package io.dishrack.rack;

/**
 * Calls across processes: a named function with arguments is run by whoever takes the call, and its value or exception
 * comes back.
 *
 * <p>Map: {@link io.dishrack.call.Caller} calls; {@link io.dishrack.call.RemoteFunction} is one function as a caller sees
 * it; {@link io.dishrack.call.Functions} are those that a receiver offers, and {@link io.dishrack.call.CallService}
 * brings them into a dryer; {@link io.dishrack.call.Receiver} runs calls in the thread that asks it to; {@link
 * io.dishrack.call.CallFrame} is a call as an item. {@link io.dishrack.call.CallExecutor} is an {@link
 * java.util.concurrent.ExecutorService} of {@link io.dishrack.call.RemoteTask}s. Uses {@code request} and {@code pool}, and the public queue only.
 *
 * <p>A call is an item like any other: it survives kills, is run at least once, and may be put by any program, see {@link
 * io.dishrack.call.CallFrame}. A function's exception is an answer, not a failed attempt: the call is not tried again.
 * What kills its process is. Cancelled while it runs, its function is interrupted, and {@link
 * io.dishrack.call.Call#isCancelled} tells it.
 */
package io.dishrack.call;

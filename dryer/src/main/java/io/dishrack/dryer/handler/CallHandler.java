package io.dishrack.dryer.handler;

import io.dishrack.Report;
import io.dishrack.call.Call;
import io.dishrack.call.Functions;

/**
 * The item is a call, see {@link io.dishrack.call.CallFrame}: runs the function that it names, of those that {@link
 * io.dishrack.call.CallService}s on the class path bring. An exception is the answer, told to the caller, and not tried
 * again; if it is to be raised at the receiver, the item is rejected as well.
 */
public final class CallHandler implements TaskHandler {

    private Functions functions = new Functions();

    @Override
    public String name() {
        return "call";
    }

    @Override
    public void classPath(ClassLoader loader) {
        functions = Functions.of(loader);
    }

    @Override
    public Report handle(Task task) throws ItemRejectedException, InterruptedException {
        Functions.Answer answer =
                functions.run(task.payload(), name -> new Call(name, task.number(), task.attempt(), task::cancelled));
        if (answer.isRaisedHere()) {
            throw new ItemRejectedException(answer.report());
        }
        return answer.report();
    }
}

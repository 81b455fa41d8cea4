package io.dishrack.rack;

import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What all commands of rack have: a queue, help, a version. */
@Command(mixinStandardHelpOptions = true, versionProvider = VersionProvider.class, sortOptions = false)
abstract class QueueCommand implements Callable<Integer> {

    @ParentCommand
    RackCommand rack;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "A folder.", converter = QueueAddress.Converter.class)
    QueueAddress queue;
}

package io.dishrack.dryer.exec;

/** Commands that are started by {@link ProcessBuilder}. */
class BuiltCommandTest extends CommandBehaviour {

    BuiltCommandTest() {
        super(LaunchWay.JAVA);
    }
}

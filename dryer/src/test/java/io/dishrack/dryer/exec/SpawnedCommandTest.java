package io.dishrack.dryer.exec;

/** Commands that are started by a {@link io.dishrack.dryer.spawn.Spawner}. */
class SpawnedCommandTest extends CommandBehaviour {

    SpawnedCommandTest() {
        super(LaunchWay.SPAWN);
    }
}

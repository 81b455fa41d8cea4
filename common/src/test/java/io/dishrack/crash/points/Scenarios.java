package io.dishrack.crash.points;

import io.dishrack.engine.host.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All of them, by point and place in a list: victims are told which to play. */
final class Scenarios {

    private static final Map<Fault, List<Scenario>> ALL = new EnumMap<>(Fault.class);

    static {
        List<Scenario> all = new ArrayList<>();
        OpeningScenarios.addTo(all);
        WorkScenarios.addTo(all);
        OriginScenarios.addTo(all);
        SteeringScenarios.addTo(all);
        KeepingScenarios.addTo(all);
        ReclaimingScenarios.addTo(all);
        ReapingScenarios.addTo(all);
        KeyScenarios.addTo(all);
        all.forEach(scenario ->
                ALL.computeIfAbsent(scenario.fault, fault -> new ArrayList<>()).add(scenario));
    }

    private Scenarios() {}

    static List<Scenario> of(Fault fault) {
        return ALL.getOrDefault(fault, List.of());
    }
}

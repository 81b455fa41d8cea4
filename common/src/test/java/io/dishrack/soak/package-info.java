/**
 * The soak behind {@code scripts/soak}: real washers and dryers, killed, frozen and stopped by a schedule that follows
 * from a seed, and a verdict on what became of every item, after the total-queue checker of Jepsen.
 *
 * <pre>
 *   SoakMain -> Soak, a Round for each Scenario
 *     Schedule   what happens to whom, a pure function of the seed
 *     Crew       the processes: Worker (this package's WorkerMain, or scripts/washer and scripts/dryer)
 *     Attack     does what the schedule says
 *     Evidence   what the processes said and what was done to them
 *     Found      what the queue holds when all is over
 *     Verdict    compares the two: PutCheck, HandOutCheck, CountCheck; Redelivery measures
 * </pre>
 *
 * <p>Evidence is what arrived on pipes: each line is one write, made before an item is worked on and after its
 * acknowledgement returned. So a killed process may have done one step more than it said, and nothing that it said is
 * lost. A checker that can't fail is worthless: the checks are pure and have tests that feed them wrong histories.
 */
package io.dishrack.soak;

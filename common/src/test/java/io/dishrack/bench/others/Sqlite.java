package io.dishrack.bench.others;

import io.dishrack.bench.lab.Commands;
import io.dishrack.bench.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table in SQLite, by the module that comes with Python. */
final class Sqlite implements Peer {

    private static final String SCRIPT = """
            import multiprocessing, sqlite3, sys, time
            file, items, size, dryers = sys.argv[1], *map(int, sys.argv[2:])
            fork = multiprocessing.get_context("fork")
            def connect():
                database = sqlite3.connect(file, timeout=60, isolation_level=None)
                database.execute("pragma journal_mode = wal")
                database.execute("pragma synchronous = off")
                return database
            def dry(count, warm):
                database = connect()
                while count.value < items + warm:
                    row = database.execute("update item set taken = 1 where id = (select id from item"
                        " where taken = 0 order by id limit 1) returning id, payload").fetchall()
                    if not row:
                        time.sleep(0.0002)
                        continue
                    database.execute("delete from item where id = ?", (row[0][0],))
                    with count.get_lock():
                        count.value += 1
            washer = connect()
            washer.execute("create table item(id integer primary key, payload blob, taken integer default 0)")
            washer.execute("create index ready on item(id) where taken = 0")
            warm = items // 4
            count = fork.Value("q", 0)
            processes = [fork.Process(target=dry, args=(count, warm), daemon=True) for _ in range(dryers)]
            for process in processes:
                process.start()
            def wash(number, until):
                for _ in range(number):
                    washer.execute("insert into item(payload) values (?)", (b"x" * size,))
                while count.value < until:
                    time.sleep(0.0002)
            wash(warm, warm)
            start = time.monotonic()
            wash(items, items + warm)
            print(time.monotonic() - start)
            """;

    @Override
    public String name() {
        return "SQLite";
    }

    @Override
    public String durability() {
        return "python3's sqlite3, journal_mode = wal, synchronous = off";
    }

    @Override
    public String missing(Lab lab) {
        return Commands.isOnPath("python3") ? null : "there is no python3 here";
    }

    @Override
    public double rate(Lab lab, Work work) throws Exception {
        Path folder = Files.createDirectory(lab.freshPath("sqlite"));
        Path out = lab.freshPath("out");
        List<String> command = List.of(
                "python3",
                "-c",
                SCRIPT,
                folder.resolve("queue.db").toString(),
                "" + work.items(),
                "" + work.size(),
                "" + work.dryers());
        lab.run(new ProcessBuilder(command).redirectOutput(out.toFile()), lab.freshPath("log"));
        Lab.delete(folder);
        return work.items() / Double.parseDouble(Files.readString(out).strip());
    }
}

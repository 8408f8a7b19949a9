import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * {@code Measure WAY HOST CA_FILE CALLERS SECONDS}: calls from as many threads for as long, and prints the median and the
 * 99th percentile of a call, its CPU time, all in microseconds, and the calls per second. With no seconds, it makes one
 * call and prints nothing.
 */
public final class Measure {
    public static void main(String[] arguments) throws Exception {
        Call call = Call.of(arguments[0], arguments[1], arguments[2]);
        int callers = Integer.parseInt(arguments[3]);
        double seconds = Double.parseDouble(arguments[4]);
        if (seconds == 0) {
            call.run();
            System.exit(0); // the peers' threads keep the process alive
        }
        ExecutorService pool = Executors.newFixedThreadPool(callers, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true); // a failure ends the process
            return thread;
        });
        series(pool, call, callers, 3 * seconds); // until the compiler has seen it all
        long cpu = cpuTime();
        long start = System.nanoTime();
        long[] times = series(pool, call, callers, seconds);
        double elapsed = System.nanoTime() - start;
        System.out.printf(
                "%.1f %.1f %.1f %.1f%n",
                times[times.length / 2] / 1e3,
                times[times.length * 99 / 100] / 1e3,
                (cpuTime() - cpu) / 1e3 / times.length,
                times.length / elapsed * 1e9);
        System.exit(0);
    }

    /** How long each call took, in order. */
    private static long[] series(ExecutorService pool, Call call, int callers, double seconds) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        Callable<LongStream> caller = () -> {
            LongStream.Builder times = LongStream.builder();
            for (long now = System.nanoTime(); now < end; ) {
                call.run();
                long after = System.nanoTime();
                times.add(after - now);
                now = after;
            }
            return times.build();
        };
        List<Future<LongStream>> series = new ArrayList<>();
        for (int number = 0; number < callers; number++) {
            series.add(pool.submit(caller));
        }
        LongStream all = LongStream.empty();
        for (Future<LongStream> times : series) {
            all = LongStream.concat(all, times.get());
        }
        return all.sorted().toArray();
    }

    private static long cpuTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}

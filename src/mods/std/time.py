"""time: clocks and their texts.  sleep() sleeps."""
import _limbeck

timezone, altzone, daylight, tzname = -_limbeck.local_offset(0), 0, 0, ('UTC', 'UTC')
CLOCK_REALTIME, CLOCK_MONOTONIC = 0, 1


class struct_time(tuple):
    n_fields = 9

    def __repr__(self):
        names = ('tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday',
                 'tm_yday', 'tm_isdst')
        return f"time.struct_time({', '.join(f'{n}={v}' for n, v in zip(names, self))})"

    tm_year, tm_mon, tm_mday, tm_hour, tm_min, tm_sec, tm_wday, tm_yday, tm_isdst = (
        property(lambda self, i=i: self[i]) for i in range(9))


def time():
    return _limbeck.time()


def time_ns():
    return _limbeck.time_us() * 1000


def monotonic():
    return _limbeck.monotonic()


perf_counter = process_time = thread_time = monotonic


def monotonic_ns():
    return int(_limbeck.monotonic() * 1e9)


perf_counter_ns = process_time_ns = monotonic_ns


def sleep(seconds):
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    _limbeck.sleep(float(seconds))


def gmtime(secs=None):
    from datetime import datetime
    stamp = datetime.utcfromtimestamp(int(time() if secs is None else secs)).timetuple()
    return struct_time(stamp[:8] + (0,))


def localtime(secs=None):
    from datetime import datetime
    stamp = datetime.fromtimestamp(int(time() if secs is None else secs)).timetuple()
    return struct_time(stamp[:8] + (0,))


def mktime(t):
    from datetime import datetime
    return datetime(*t[:6]).timestamp()


def strftime(format, t=None):
    from datetime import datetime
    return datetime(*(localtime() if t is None else t)[:6]).strftime(format)


def strptime(string, format='%a %b %d %H:%M:%S %Y'):
    from datetime import datetime
    return datetime.strptime(string, format).timetuple()


def asctime(t=None):
    return strftime('%a %b %e %H:%M:%S %Y', t)


def ctime(secs=None):
    return asctime(localtime(secs))

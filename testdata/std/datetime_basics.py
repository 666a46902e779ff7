from datetime import date, datetime, time, timedelta, timezone, MINYEAR, MAXYEAR, tzinfo, UTC
import datetime as dt

def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

d = date(2024, 2, 29)
print(d, repr(d), d.year, d.month, d.day, d.weekday(), d.isoweekday(), d.toordinal(), d.isocalendar())
print(d.isoformat(), d.strftime('%Y/%m/%d %j %a %A %b %B %U %W %w %u %G-%V %y %% %e|'), f'{d:%d.%m.%Y}', f'{d}')
print(d + timedelta(days=1), d - timedelta(days=60), d - date(2023, 2, 28), d.replace(year=2023, day=1))
print(d == date(2024, 2, 29), d < date(2025, 1, 1), d > date(2025, 1, 1), hash(d) == hash(date(2024, 2, 29)), d == 5)
for text in ['2024-01-05', '20240105', '2024-W05-3', '2024W05', '2024-1-5', 'x', '2024-13-01', '2023-02-29']:
    attempt(lambda: date.fromisoformat(text))
for args in [(2024, 13, 1), (0, 1, 1), (10000, 1, 1), (2023, 2, 29), (2023, 4, 31), ('a', 1, 1), (2024, 1.5, 1)]:
    attempt(lambda: date(*args))
print(date.fromordinal(1), date.fromordinal(730000), date.min, date.max, date.fromisocalendar(2020, 53, 7))
for y in (1999, 2000, 2004, 2015, 2016, 2020, 2021):
    print(date(y, 1, 1).isocalendar()[:], date(y, 12, 31).isocalendar()[:])
t = datetime(2021, 3, 4, 5, 6, 7, 89)
print(t, repr(t), t.date(), t.time(), repr(t.time()), t.isoformat(), t.isoformat(' ', 'minutes'), t.isoformat(timespec='milliseconds'))
print(repr(datetime(2021, 1, 1)), datetime(2021, 1, 1), str(datetime(2021, 1, 1, tzinfo=timezone.utc)))
print(repr(datetime(2021, 1, 1, 12, 30, tzinfo=timezone(timedelta(hours=-5, minutes=-30)))))
print(t.strftime('%Y-%m-%dT%H:%M:%S.%fZ %I:%M %p %c %x %X %D %T'), format(t, '%H'), t.ctime())
print(t + timedelta(hours=20), t - timedelta(weeks=1), t - datetime(2020, 1, 1), t.replace(hour=0, tzinfo=UTC))
for text in ['2021-03-04', '2021-03-04T05:06', '2021-03-04 05:06:07', '2021-03-04T05:06:07.123', '2021-03-04T05:06:07.123456+02:00',
             '2021-03-04T05:06:07Z', '20210304T050607', '2021-03-04T05', 'nope', '2021-03-04T25:00', '2021-03-04T05:06:07-05:30', '2021-W05-3T10:11']:
    attempt(lambda: datetime.fromisoformat(text))
for text, fmt in [('2021-03-04', '%Y-%m-%d'), ('04/03/21 05:06', '%d/%m/%y %H:%M'), ('Mar 4 2021 5PM', '%b %d %Y %I%p'), ('2021-03-04 05:06:07.5', '%Y-%m-%d %H:%M:%S.%f'),
                  ('2021-03-04 +0200', '%Y-%m-%d %z'), ('x', '%Y'), ('2021 x', '%Y'), ('2021', '%Q'), ('2021-064', '%Y-%j'), ('Monday 5 January 2015', '%A %d %B %Y'), ('20210304', '%Y%m%d'), ('1:2', '%H:%M')]:
    attempt(lambda: datetime.strptime(text, fmt))
aware = datetime(2021, 3, 4, 5, 6, 7, tzinfo=timezone.utc)
print(aware.astimezone(timezone(timedelta(hours=2))), aware.utcoffset(), aware.tzname(), aware.timestamp(), aware.strftime('%z %Z'))
attempt(lambda: aware < t)
attempt(lambda: aware - t)
print(aware == t, aware != t, aware == aware.astimezone(timezone(timedelta(hours=9))))
print(datetime.fromtimestamp(0, timezone.utc), datetime.utcfromtimestamp(1.5), datetime.fromtimestamp(1e9 + 0.25, timezone(timedelta(hours=1))))
print(datetime.combine(d, time(1, 2)), datetime.min, datetime.max)
attempt(lambda: t < d)
print(isinstance(t, date), issubclass(datetime, date), max([t, datetime(2022, 1, 1)]), sorted([date(2022, 1, 1), d]))
print(time(5, 6), repr(time(5, 6, 7)), time.fromisoformat('05:06:07.5'), time(1) < time(2), time(5, 6, tzinfo=UTC), repr(time()))
attempt(lambda: time(24))
attempt(lambda: datetime(2021, 1, 1, 0, 60))
attempt(lambda: datetime.max + timedelta(1))
print(type(datetime.now()).__name__, datetime.now(timezone.utc).tzinfo, datetime.utcnow() - datetime.utcnow() < timedelta(1))
print({date(2020, 1, 1): 1}[date(2020, 1, 1)], str(dt.datetime(2020, 5, 17)), dt.date.today() == datetime.now().date())
print(timezone.utc, repr(timezone.utc), timezone(timedelta(hours=1)), repr(timezone(timedelta(hours=1), 'X')), timezone(timedelta(0)) == timezone.utc)
attempt(lambda: timezone(timedelta(days=1)))
print(t.timetuple()[:], d.timetuple()[6:8], datetime(2024, 12, 30).isocalendar())

"""How far a long reading is."""

from geo.pace import advancing


def test_a_large_file_is_told_with_its_rate_and_what_is_left(monkeypatch):
    now, told = [0.0], []
    monkeypatch.setattr("geo.pace.time.monotonic", lambda: now[0])
    advance = advancing(told.append)
    for done in (0, 60_000_000, 90_000_000):
        advance("events/a.csv", done, 240_000_000)
        now[0] += 30
    advance("events/b.csv", 5_000, 9_000)
    assert told == [
        "reading events/a.csv, 0.0 of 240.0 million bytes",
        "reading events/a.csv, 60.0 of 240.0 million bytes, 2.00 million a second, 1 min 30 s left",
        "reading events/a.csv, 90.0 of 240.0 million bytes, 1.50 million a second, 1 min 40 s left",
        "reading events/b.csv",
    ]

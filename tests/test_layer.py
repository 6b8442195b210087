from geo.layer import categories, category_of, layer, membership, review
from tests.tables import features, period

SPRING = period("spring", "2016-03-01", "2016-05-31")
SUMMER = period("summer", "2016-06-01", "2016-08-31")


def _layers(*rows, periods=(SPRING, SUMMER)):
    table = features(*rows)
    found = layer(table, periods, categories(table))
    return {(x.period_id, x.category): (tuple(x.certain), tuple(x.possible)) for x in found}


def test_an_event_wholly_inside_a_period_is_certain():
    assert _layers({"day": "2016-04-01", "event_type": "A"}) == {("spring", "A"): ((0,), ())}


def test_R062_boundary_days_are_inclusive_on_both_sides():
    found = _layers({"day": "2016-05-31", "event_type": "A"}, {"day": "2016-06-01", "event_type": "A"})
    assert found == {("spring", "A"): ((0,), ()), ("summer", "A"): ((1,), ())}


def test_R062_an_event_across_a_boundary_is_possible_in_both():
    row = {"earliest": "2016-05-01", "latest": "2016-06-30", "event_type": "A"}
    assert _layers(row) == {("spring", "A"): ((), (0,)), ("summer", "A"): ((), (0,))}


def test_an_open_start_reaches_back_and_is_only_possible():
    row = {"earliest": None, "latest": "2016-04-01", "event_type": "A"}
    assert _layers(row) == {("spring", "A"): ((), (0,))}


def test_R068_events_in_no_period_have_a_layer_of_their_own():
    assert _layers({"day": "2020-01-01", "event_type": "A"}) == {("", "A"): ((0,), ())}


def test_an_undated_event_is_in_no_layer_at_all():
    assert _layers({"event_type": "A", "at": (36, 35)}) == {}


def test_years_before_pandas_nanoseconds_are_compared():
    table = features({"day": "1527-02-04"}, {"day": "0900-01-01"})
    overlaps, inside = membership(table, period("old", "1500-01-01", "1600-12-31"))
    assert overlaps.tolist() == inside.tolist() == [True, False]


def test_at_most_six_categories_the_rest_are_other():
    rows = [{"day": "2016-04-01", "event_type": name} for name in "AAABBCDEFGH"]
    names = [kind.name for kind in categories(features(*rows))]
    assert names == ["A", "B", "C", "D", "E", "Other"]
    assert _layers(*rows)[("spring", "Other")] == ((8, 9, 10), ())


def test_each_category_has_a_colour_and_a_shape_of_its_own():
    kinds = categories(features(*[{"event_type": name} for name in "ABCDEFGH"]))
    assert len({kind.color for kind in kinds}) == len({kind.shape for kind in kinds}) == 6


def test_R068_empty_periods_and_events_in_none_are_reported():
    table = features({"day": "2016-04-01", "event_type": "A"}, {"day": "2020-01-01", "event_type": "B"})
    said = [fault.message for fault in review([SPRING, SUMMER], layer(table, [SPRING, SUMMER], categories(table)))]
    assert said == [
        "no event falls into the period 'Summer'",
        "1 events fall into no period; they have a layer of their own",
    ]


def test_events_without_a_type_share_a_category_however_they_lack_it():
    table = features({"day": "2016-04-01"}, {"day": "2016-04-01", "event_type": None}, {"day": "2016-04-01"})
    assert [(kind.name) for kind in categories(table)] == ["Not stated"]
    assert category_of(table, categories(table)).tolist() == [0, 0, 0]
    (found,) = layer(table, [SPRING], categories(table))
    assert found.certain.tolist() == [0, 1, 2]

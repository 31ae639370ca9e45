"""The figures on troubled proofs can be measured, and do not fall below what the docs say."""

from django.utils import timezone

from bench import trouble
from nuozheng.law.trouble import Trouble


def test_precision_and_recall_on_a_list_with_planted_cases(db: None) -> None:
    today = timezone.localdate()
    lists = [trouble.read(slug, today) for slug in ("ordos-2021", "lianyungang-2019")]
    scores = trouble.measure(lists, each=40)
    again = trouble.measure(lists, each=40)
    assert trouble.as_table(scores) == trouble.as_table(again)
    for kind, floor in (
        (Trouble.CIRCULAR, 0.5),
        (Trouble.DUPLICATE, 0.7),
        (Trouble.ODD, 0.5),
    ):
        assert scores[kind].planted == 80
        assert scores[kind].recall >= floor, scores[kind].missed.most_common(5)
        assert scores[kind].precision >= 0.6, scores[kind].wrong

"""What else happens, in the same transaction, when a record moves: `kind.act` → functions."""

CONTESTED_FACTS = "nuozheng.verification.sources.contested.contested_facts"
"""Who knows which data a person holds to be wrong: party's key → source → attributes."""

DUTIES_OF_A_RECORD = "nuozheng.verification.afterwards.duties.duties_of"
"""Who knows what the decisions on a breach ask of somebody, and whether it is done."""

FOLLOWERS: dict[str, list[str]] = {
    "application.sign": [
        "nuozheng.verification.follow.open_tasks",
        "nuozheng.verification.sources.later.queue_after_signing",
        "nuozheng.verification.sources.proofs_later.queue_proofs",
        "nuozheng.verification.supervision.follow.open_credit_check",
        "nuozheng.applications.disclosing.expect_publication",
    ],
    "application.submit": ["nuozheng.verification.sources.proofs_later.queue_proofs"],
    "application.accept": ["nuozheng.verification.kept.give_favours"],
    "application.grant": [
        "nuozheng.credit.sanctions.field.must_be_decided_first",
        "nuozheng.verification.holding.must_be_checked_first",
        "nuozheng.verification.afterwards.third_parties.must_be_safe_for_others",
        "nuozheng.verification.follow.set_due_days",
        "nuozheng.verification.follow.record_promise_if_kept",
        "nuozheng.verification.supervision.follow.open_supervision",
        "nuozheng.applications.disclosing.publication_falls_due",
    ],
    "application.refuse": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.drop_credit_check",
        "nuozheng.applications.disclosing.nothing_is_published",
    ],
    "application.withdraw": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.drop_credit_check",
        "nuozheng.applications.disclosing.nothing_is_published",
    ],
    "application.abandon": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.drop_credit_check",
        "nuozheng.applications.disclosing.nothing_is_published",
    ],
    "application.terminate": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.drop_credit_check",
        "nuozheng.applications.disclosing.nothing_is_published",
    ],
    "application.invalidate": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.end_supervision",
        "nuozheng.verification.supervision.follow.drop_credit_check",
        "nuozheng.applications.disclosing.nothing_is_published",
    ],
    "application.revoke": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.end_supervision",
        "nuozheng.applications.disclosing.nothing_is_published",
    ],
    "revision.publish": [
        "nuozheng.catalogue.revision.follow.renew_letters",
        "nuozheng.catalogue.guides.publishing.follow_revision",
        "nuozheng.catalogue.revision.follow.renew_figures",
        "nuozheng.catalogue.adjustment.answer.published",
        "nuozheng.catalogue.duties.follow.published",
    ],
    "revision.pass_head_signature": ["nuozheng.catalogue.duties.follow.handed_over"],
    "revision.pass_confirmation": ["nuozheng.catalogue.adjustment.clocks.step_passed"],
    "revision.pass_justice_review": ["nuozheng.catalogue.adjustment.clocks.step_passed"],
    "revision.file": ["nuozheng.catalogue.adjustment.answer.filed"],
    "agency_succession.take_effect": [
        "nuozheng.applications.succession.move_cases",
        "nuozheng.verification.succession.move_tasks",
        "nuozheng.verification.supervision.follow.move_supervision",
    ],
    "credit_record.register": [
        "nuozheng.credit.push.telling.registered",
        "nuozheng.credit.disclosing.publish_record",
        "nuozheng.credit.sanctions.unit_letters.owe_letter",
    ],
    "credit_record.repair": [
        "nuozheng.credit.stops.ordering.stop_everywhere",
        "nuozheng.credit.disclosing.take_record_down",
        "nuozheng.credit.sanctions.ending.record_gone",
    ],
    "credit_record.end": [
        "nuozheng.credit.stops.ordering.stop_everywhere",
        "nuozheng.credit.disclosing.take_record_down",
        "nuozheng.credit.sanctions.ending.record_gone",
    ],
    "credit_record.annul": [
        "nuozheng.credit.stops.ordering.stop_everywhere",
        "nuozheng.credit.disclosing.take_record_down",
        "nuozheng.credit.sanctions.ending.record_gone",
    ],
    "credit_record.dispute": [
        "nuozheng.credit.push.telling.changed",
        "nuozheng.credit.disclosing.mark_dispute",
    ],
    "credit_record.correct": [
        "nuozheng.credit.push.telling.changed",
        "nuozheng.credit.disclosing.mark_dispute",
        "nuozheng.credit.sanctions.ending.record_corrected",
    ],
    "credit_record.uphold": [
        "nuozheng.credit.push.telling.changed",
        "nuozheng.credit.disclosing.mark_dispute",
    ],
    "listing.decide": [
        "nuozheng.credit.listing.publishing.publish_listing",
        "nuozheng.credit.listing.publishing.tell_platforms",
    ],
    "listing.release": [
        "nuozheng.credit.listing.publishing.take_off",
        "nuozheng.credit.listing.publishing.tell_platforms",
    ],
    "listing.lift": [
        "nuozheng.credit.listing.publishing.take_off",
        "nuozheng.credit.listing.publishing.tell_platforms",
    ],
    "listing.end": [
        "nuozheng.credit.listing.publishing.take_off",
        "nuozheng.credit.listing.publishing.tell_platforms",
    ],
    "sanction.decide": ["nuozheng.credit.listing.publishing.publish_sanction"],
    "sanction.withdraw": ["nuozheng.credit.listing.publishing.take_off"],
    "sanction.lift": ["nuozheng.credit.listing.publishing.take_off"],
    "sanction.end": ["nuozheng.credit.listing.publishing.take_off"],
    "draw.publish": ["nuozheng.verification.inspections.follow.propose_visits"],
    "verification_task.clear": [
        "nuozheng.verification.follow.record_promise_of_task",
        "nuozheng.verification.feedback.follow.tell_confirmed",
    ],
    # Once for all tasks that a batch confirmed; each follower of `confirm` has its fellow here.
    "verification_task.confirm_many": [
        "nuozheng.verification.bulk.follow.record_promises",
        "nuozheng.verification.feedback.follow.tell_many",
    ],
    "verification_task.confirm": [
        "nuozheng.verification.follow.record_promise_of_task",
        "nuozheng.verification.feedback.follow.tell_confirmed",
    ],
    "verification_task.contradict": ["nuozheng.verification.feedback.follow.tell_contradicted"],
    "verification_task.give_up": ["nuozheng.verification.feedback.follow.tell_unclear"],
}

"""What else happens, in the same transaction, when a record moves: `kind.act` → functions."""

CONTESTED_FACTS = "nuozheng.verification.sources.contested.contested_facts"
"""Who knows which data a person holds to be wrong: party's key → source → attributes."""

FOLLOWERS: dict[str, list[str]] = {
    "application.sign": [
        "nuozheng.verification.follow.open_tasks",
        "nuozheng.verification.sources.later.queue_after_signing",
        "nuozheng.verification.sources.proofs_later.queue_proofs",
        "nuozheng.verification.supervision.follow.open_credit_check",
    ],
    "application.submit": ["nuozheng.verification.sources.proofs_later.queue_proofs"],
    "application.grant": [
        "nuozheng.verification.holding.must_be_checked_first",
        "nuozheng.verification.afterwards.third_parties.must_be_safe_for_others",
        "nuozheng.verification.follow.set_due_days",
        "nuozheng.verification.follow.record_promise_if_kept",
        "nuozheng.verification.supervision.follow.open_supervision",
    ],
    "application.refuse": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.drop_credit_check",
    ],
    "application.withdraw": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.drop_credit_check",
    ],
    "application.abandon": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.drop_credit_check",
    ],
    "application.terminate": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.drop_credit_check",
    ],
    "application.invalidate": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.end_supervision",
        "nuozheng.verification.supervision.follow.drop_credit_check",
    ],
    "application.revoke": [
        "nuozheng.verification.follow.cancel_tasks",
        "nuozheng.verification.supervision.follow.end_supervision",
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
    "credit_record.register": ["nuozheng.credit.push.telling.registered"],
    "credit_record.repair": ["nuozheng.credit.push.telling.repaired"],
    "credit_record.end": ["nuozheng.credit.push.telling.ended"],
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

"""Addresses that need no sign-in."""

from django.urls import URLPattern, path

from nuozheng.web.public import (
    asked,
    data,
    draws,
    feed,
    guide,
    guide_file,
    history,
    item,
    item_history,
    letter_files,
    letters,
    listing,
    moves,
    past,
    places,
    rules,
    shared,
    units,
)

_ITEM = "p/<slug:slug>/items/<int:item_id>/"

urlpatterns: list[URLPattern] = [
    path("", places.choose_place, name="home"),
    path("p/", places.choose_place, name="catalogue"),
    path("p/<slug:slug>/", listing.show_list, name="list"),
    path("p/<slug:slug>/agencies/", listing.suggest_agencies, name="agencies"),
    path("p/<slug:slug>/shared/", shared.show_shared, name="shared_data"),
    path("p/<slug:slug>/rules/", rules.show_rules, name="rules"),
    path("p/<slug:slug>/items/<int:item_id>/", item.show_item, name="item"),
    path(
        "p/<slug:slug>/items/<int:item_id>/letter.pdf",
        letter_files.fetch_blank,
        name="blank_letter",
    ),
    path(
        "p/<slug:slug>/items/<int:item_id>/letter.docx",
        letter_files.fetch_blank,
        {"form": "docx"},
        name="blank_letter_docx",
    ),
    path(
        "p/<slug:slug>/items/<int:item_id>/letter.json",
        letter_files.fetch_blank,
        {"form": "json"},
        name="blank_letter_text",
    ),
    path(
        "p/<slug:slug>/items/<int:item_id>/letters/<int:number>.<str:form>",
        letter_files.fetch_version,
        name="letter_version",
    ),
    path("p/<slug:slug>/on/", past.choose_day, name="choose_day"),
    path("p/<slug:slug>/on/<str:day>/", past.show_day, name="list_on"),
    path("p/<slug:slug>/history/", history.show_history, name="list_history"),
    path("p/<slug:slug>/units/", units.show_units, name="list_units"),
    path("p/<slug:slug>/feed.atom", feed.fetch_feed, name="list_feed"),
    path("p/<slug:slug>/data/", data.show_data, name="open_data"),
    path("p/<slug:slug>/data/<str:day>.<str:format>", data.fetch_data, name="list_data"),
    path(f"{_ITEM}history/", item_history.show_item_history, name="item_history"),
    path(f"{_ITEM}guide/", guide.show_guide, name="guide"),
    path(f"{_ITEM}guide.pdf", guide_file.fetch_guide, name="guide_file"),
    path(f"{_ITEM}guide/<int:number>.pdf", guide_file.fetch_guide_version, name="guide_version"),
    path(f"{_ITEM}asked/", asked.tell_us, name="still_asked"),
    path("p/<slug:slug>/entries/<int:entry_id>/", item_history.compare, name="compare"),
    path("asked/<str:number>/", asked.show_receipt, name="still_asked_receipt"),
    path("moves/", moves.show_moves, name="moves"),
    path("draws/", draws.show_draws, name="public_draws"),
    path("draws/verify.html", draws.fetch_verifier, name="draw_verifier"),
    path("draws/<slug:code>/", draws.show_draw, name="public_draw"),
    path("draws/<slug:code>.json", draws.fetch_draw, name="draw_file"),
    path("v/", letters.ask_number, name="check_letter"),
    path("v/<str:number>", letters.check_letter, name="letter"),
]

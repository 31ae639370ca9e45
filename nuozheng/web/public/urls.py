"""Addresses that need no sign-in."""

from django.urls import URLPattern, path

from nuozheng.web.public import item, letters, listing, moves, places, rules

urlpatterns: list[URLPattern] = [
    path("", places.choose_place, name="home"),
    path("p/", places.choose_place, name="catalogue"),
    path("p/<slug:slug>/", listing.show_list, name="list"),
    path("p/<slug:slug>/rules/", rules.show_rules, name="rules"),
    path("p/<slug:slug>/items/<int:item_id>/", item.show_item, name="item"),
    path("p/<slug:slug>/items/<int:item_id>/letter.pdf", item.fetch_blank, name="blank_letter"),
    path("moves/", moves.show_moves, name="moves"),
    path("v/", letters.ask_number, name="check_letter"),
    path("v/<str:number>", letters.check_letter, name="letter"),
]

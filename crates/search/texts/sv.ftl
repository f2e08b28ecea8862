search-heading = Sök
search-lead = Skriv ett eller flera ord i sökrutan överst. Du söker bland aktörer, samverkan, grupper, planer, mål, insatser, budgetar och dokument.
search-found = { $count ->
    [0] Vi hittade inget.
    [one] { $count } träff
   *[other] { $count } träffar
}
search-suggested = { $count ->
    [0] Inga förslag. Tryck på Retur för att söka i allt.
    [one] { $count } förslag. Välj med piltangenterna och Retur.
   *[other] { $count } förslag. Välj med piltangenterna och Retur.
}
search-kinds = Visa en typ av träffar
search-all = Alla
search-pages = Sidor med träffar
search-page = Sida { $page } av { $pages }
search-previous = Föregående träffar
search-next = Nästa träffar
search-members-only = bara för medlemmar
search-tips = Så här kan du söka i stället
search-tip-fewer = Använd färre ord. Alla ord måste finnas i träffen.
search-tip-beginning = Skriv början av ordet: ”bygglov” hittar också bygglovsansökningar.
search-tip-spelling = Kontrollera stavningen. Å, ä och ö är egna bokstäver: ”mal” hittar inte mål.
search-tip-sign-in = Logga in om du söker något som inte är publicerat.

search-kind-party = Aktör
search-kind-collaboration = Samverkan
search-kind-group = Grupp
search-kind-plan = Plan
search-kind-plan-section = Kapitel i plan
search-kind-focus-area = Fokusområde
search-kind-goal = Effektmål
search-kind-indicator = Indikator
search-kind-activity = Insats
search-kind-budget = Budget
search-kind-distribution = Kostnadsfördelning
search-kind-distribution-model = Fördelningsmodell
search-kind-catalogue = Strategi
search-kind-catalogue-goal = Mål i strategi
search-kind-document = Dokument (PDF)
search-kind-scenario = Scenario

problem-search-too-long = Sökningen är för lång. Skriv högst { $max } tecken och sök igen.

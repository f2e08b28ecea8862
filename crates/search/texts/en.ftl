search-heading = Search
search-lead = Write one or more words in the search box at the top. You search among parties, collaborations, groups, plans, goals, activities, budgets and documents.
search-found = { $count ->
    [0] We found nothing.
    [one] { $count } result
   *[other] { $count } results
}
search-suggested = { $count ->
    [0] No suggestions. Press Enter to search in everything.
    [one] { $count } suggestion. Choose with the arrow keys and Enter.
   *[other] { $count } suggestions. Choose with the arrow keys and Enter.
}
search-kinds = Show one kind of results
search-all = All
search-pages = Pages of results
search-page = Page { $page } of { $pages }
search-previous = Previous results
search-next = Next results
search-members-only = for members only
search-tips = What you can try instead
search-tip-fewer = Use fewer words. A result must hold all of them.
search-tip-beginning = Write the beginning of the word: “bygglov” finds bygglovsansökningar too.
search-tip-spelling = Check the spelling. Å, ä and ö are letters of their own: “mal” does not find mål.
search-tip-sign-in = Sign in if you look for something that is not published.

search-kind-party = Party
search-kind-collaboration = Collaboration
search-kind-group = Group
search-kind-plan = Plan
search-kind-plan-section = Chapter of a plan
search-kind-focus-area = Focus area
search-kind-goal = Effect goal
search-kind-indicator = Indicator
search-kind-activity = Activity
search-kind-budget = Budget
search-kind-distribution = Cost distribution
search-kind-distribution-model = Distribution model
search-kind-catalogue = Strategy
search-kind-catalogue-goal = Goal of a strategy
search-kind-document = Document (PDF)
search-kind-scenario = Scenario

problem-search-too-long = The search is too long. Write at most { $max } characters and search again.

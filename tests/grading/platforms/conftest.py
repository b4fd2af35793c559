"""The notebooks here are what tests read: submissions, and an exercise as it was released."""

collect_ignore_glob = ["notebooks/*", "release_0_1_0/*"]

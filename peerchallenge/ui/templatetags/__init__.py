"""Template tags of the pages (`ui`) and of form controls (`govuk`)."""

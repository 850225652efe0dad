"""What people see and touch: forms, page skeletons, plain dates, public pages, error pages, safe headers."""

"""The lags after nuclear tests two to five, in lifelines."""

from __future__ import annotations

import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.utils import datetimes_to_durations, restricted_mean_survival_time

tests = pd.Series(["2009-05-25", "2013-02-12", "2016-01-06", "2016-09-09"])
answers = pd.Series(["2009-09-16", "2013-05-22", "2016-05-31", None])

days, observed = datetimes_to_durations(tests, answers, fill_date="2017-03-15")
print("days", days, observed)

curve = KaplanMeierFitter().fit(days, observed)
print("median", curve.median_survival_time_)

mean, variance = restricted_mean_survival_time(curve, t=187, return_variance=True)
print("restricted mean", mean, "standard error", round(variance**0.5, 2))

days, _ = datetimes_to_durations(tests, answers)
print("without fill_date, the last wait goes on:", days[-1] > days[:3].max() + 1000)

"""ydata-profiling's minimal profile of a CSV file, as JSON."""
import sys

import pandas as pd
from ydata_profiling import ProfileReport

print(len(ProfileReport(pd.read_csv(sys.argv[1]), minimal=True, progress_bar=False).to_json()))

"""The class report: one HTML file that stands alone, for a browser, a projector or paper."""

from asklint.grading.report.page import ReportOptions, class_report, report_policy

__all__ = ["ReportOptions", "class_report", "report_policy"]

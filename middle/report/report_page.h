/* report_page.h: report.html, embedded by embed.py: what stands before the report and what stands behind it. */
#ifndef MLOC_REPORT_PAGE_H
#define MLOC_REPORT_PAGE_H

#include <stddef.h>

extern const unsigned char report_page_head[], report_page_tail[];
extern const size_t report_page_head_len, report_page_tail_len;

#endif

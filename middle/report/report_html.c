/* report_html.c: a report as one HTML page that needs nothing else: the page (report.html) with the JSON in it. */
#include "report.h"
#include "report_page.h"

void alloc_report_html(const AllocReport *r, Buf *out) {
    Buf json = {0};
    alloc_report_json(r, &json);
    buf_add(out, report_page_head, report_page_head_len);
    for (size_t i = 0; i < json.len; i++) /* a < is inside a string; as it is, it could end the script element */
        if (json.data[i] == '<')
            buf_adds(out, "\\u003c");
        else
            buf_addc(out, json.data[i]);
    buf_add(out, report_page_tail, report_page_tail_len);
    buf_free(&json);
}

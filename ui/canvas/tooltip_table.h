// The rich text of a tooltip: a title, rows of a name and a value, and lines below.
#pragma once

#include <QString>

namespace zeroloom {

class TooltipTable {
public:
    explicit TooltipTable(const QString& title)
    {
        m_html = QStringLiteral("<b>%1</b><table cellspacing='0'>").arg(title.toHtmlEscaped());
    }
    // Nothing when there is no value.
    void row(const QString& name, const QString& value)
    {
        if (!value.isEmpty())
            m_html += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                          .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    void line(const QString& words) { m_after += QStringLiteral("<div>%1</div>").arg(words.toHtmlEscaped()); }
    QString html() const { return m_html + QStringLiteral("</table>") + m_after; }

private:
    QString m_html, m_after;
};

} // namespace zeroloom

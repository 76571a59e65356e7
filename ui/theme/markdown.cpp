#include "ui/theme/markdown.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr qreal LineHeightPercent = 135;

// Markdown comes without air between lines and paragraphs.
void setSpacing(QTextDocument& document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        format.setLineHeight(LineHeightPercent, QTextBlockFormat::ProportionalHeight);
        const bool cell = cursor.currentTable() != nullptr;
        format.setBottomMargin(cell || format.nonBreakableLines() || !block.next().isValid() ? 0 : Theme::Unit);
        cursor.setBlockFormat(format);
    }
}

} // namespace

void showMarkdown(QTextDocument& document, const QString& markdown)
{
    document.setDefaultFont(Theme::instance().textFont());
    document.setMarkdown(markdown);
    setSpacing(document);
}

} // namespace zeroloom

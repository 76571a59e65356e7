#include "ui/lesson/prose_label.h"

#include <QTextDocument>

#include "ui/theme/markdown.h"
#include "ui/theme/theme.h"

namespace zeroloom {

ProseLabel::ProseLabel(const QString& markdown, QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setOpenExternalLinks(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setCursor(Qt::IBeamCursor);
    QTextDocument document;
    showMarkdown(document, markdown);
    setText(document.toHtml());
    setAccessibleName(document.toPlainText());
}

QLabel* makeWordsLabel(const QString& text, QWidget* parent, bool muted)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (muted) {
        label->setFont(Theme::instance().smallFont());
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    return label;
}

QLabel* makeTitleLabel(const QString& text, QWidget* parent)
{
    QLabel* label = makeWordsLabel(text, parent);
    label->setFont(Theme::instance().titleFont());
    return label;
}

} // namespace zeroloom

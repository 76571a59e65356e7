#include "ui/canvas/label_editor.h"

#include <utility>

#include <QKeyEvent>
#include <QTextDocument>

namespace zeroloom {

LabelEditor::LabelEditor(QWidget* viewport) : QPlainTextEdit(viewport)
{
    setAccessibleName(tr("Label"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(1);
    setTabChangesFocus(true);
    hide();
}

void LabelEditor::edit(const QString& text, const QRect& place, const QFont& font, bool lines,
                       std::function<void(const QString&)> keep)
{
    close(true);
    m_keep = std::move(keep);
    m_lines = lines;
    setFont(font);
    setLineWrapMode(lines ? WidgetWidth : NoWrap);
    setPlainText(text);
    setGeometry(place);
    selectAll();
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
}

void LabelEditor::close(bool keep)
{
    if (!m_keep)
        return;
    // Hiding moves the focus, which closes again: the act is taken out first.
    const std::function<void(const QString&)> act = std::exchange(m_keep, nullptr);
    const QString text = toPlainText();
    QWidget* view = parentWidget() == nullptr ? nullptr : parentWidget()->parentWidget();
    const bool focused = hasFocus();
    hide();
    if (focused && view != nullptr)
        view->setFocus(Qt::OtherFocusReason);
    if (keep)
        act(m_lines ? text : text.simplified());
}

void LabelEditor::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close(false);
    else if (enter && (!m_lines || (event->modifiers() & Qt::ControlModifier) != 0))
        close(true);
    else
        QPlainTextEdit::keyPressEvent(event);
}

void LabelEditor::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        close(true);
}

} // namespace zeroloom

#include "ui/inspector/note_page.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace zeroloom {

NotePage::NotePage(Document& document, RunController& run, QWidget* parent)
    : InspectorPage(document, run, parent), m_text(new QPlainTextEdit(this))
{
    m_text->setAccessibleName(tr("Text of the note"));
    m_text->setTabChangesFocus(true);
    m_text->setUndoRedoEnabled(false); // the document's undo takes the typing back, as one step
    body()->addWidget(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        const Note* shown = note();
        const std::string text = m_text->toPlainText().toStdString();
        if (m_text->hasFocus() && shown && shown->text != text)
            say(editor().setNote(shown->id, text));
    });
}

const Note* NotePage::note() const
{
    const Selection& selection = document().selection();
    return selection.notes.size() == 1 ? topology().note(*selection.notes.begin()) : nullptr;
}

void NotePage::refresh()
{
    const Note* shown = note();
    if (!shown)
        return;
    setTitle(tr("Note"), tr("says something to people; changes nothing that runs"));
    if (m_text->toPlainText().toStdString() != shown->text) {
        const QSignalBlocker blocker(m_text);
        m_text->setPlainText(toQString(shown->text));
    }
}

} // namespace zeroloom

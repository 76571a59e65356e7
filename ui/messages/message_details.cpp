#include "ui/messages/message_details.h"

#include <QFontDatabase>

namespace zeroloom {

MessageDetails::MessageDetails(QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("The selected message whole"));
    setPlaceholderText(tr("Select a message to read it whole."));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(12);
    setFont(fixed);
    setTabChangesFocus(true);
}

void MessageDetails::showMessage(const ReadMessage* message, FrameView view, const QString& remark)
{
    QStringList parts;
    if (!remark.isEmpty())
        parts << remark;
    if (message)
        parts << messageWayInWords(*message) << messageInFull(*message, view);
    setPlainText(parts.join(QStringLiteral("\n\n")));
}

} // namespace zeroloom

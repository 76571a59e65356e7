// One message whole, beside the list. GUI thread only.
#pragma once

#include <QPlainTextEdit>

#include "ui/messages/message_text.h"

namespace zeroloom {

class MessageDetails final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit MessageDetails(QWidget* parent = nullptr);

    // nullptr: none is selected. `remark` stands above it.
    void showMessage(const ReadMessage* message, FrameView view, const QString& remark = {});
};

} // namespace zeroloom

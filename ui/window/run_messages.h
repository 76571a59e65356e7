// Tells what happens to a run in the message bar: what failed, what was lost and how to have it back. GUI thread only.
#pragma once

#include <QObject>

#include "ui/document/run_controller.h"
#include "ui/window/message_bar.h"

namespace zeroloom {

class RunMessages final : public QObject {
    Q_OBJECT
public:
    RunMessages(Document& document, RunController& run, MessageBar& messages, QObject* parent);

private:
    void onState();
    void onFailed(const QString& message);

    Document& m_document;
    RunController& m_run;
    MessageBar& m_messages;
};

} // namespace zeroloom

// Tells what happens to a run in the message bar: what failed, what was lost and how to have it back. A message goes
// when what it tells of is over. GUI thread only.
#pragma once

#include <vector>

#include <QObject>

#include "ui/document/run_controller.h"
#include "ui/window/message_bar.h"

namespace zeroloom {

class RunMessages final : public QObject {
    Q_OBJECT
public:
    RunMessages(Document& document, RunController& run, MessageBar& messages, QObject* parent);

private:
    struct Failure {
        QString message;
        Place where;
        bool seen = false; // the place has been observed to have failed
    };

    void onState();
    void onFailed(const QString& message, const Place& where);
    void onDiagnostics();
    void onObservation();
    void showFailures();
    void forgetFailures();

    Document& m_document;
    RunController& m_run;
    MessageBar& m_messages;
    std::vector<Failure> m_failures;
    std::vector<std::string> m_refusedFor; // the errors of the topology for which it was not started
};

} // namespace zeroloom

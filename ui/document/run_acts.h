// What was done to the run, in order: each can be taken back while it runs, and all of a run can be kept as a
// scenario. The undo of edits is another one: an act changes nothing of the document.
//
// Owns nothing but its records; GUI thread only.
#pragma once

#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"

namespace zeroloom {

class RunActs final : public QObject {
    Q_OBJECT
public:
    RunActs(Document& document, RunController& run, QObject* parent = nullptr);

    // The last act that can be taken back, in words: "Kill Worker 1"; empty when there is none. A restart and a step
    // have happened and cannot; speed and pause have controls of their own.
    QString undoText() const;
    void undo();

    // Whether anything is killed, frozen, held, cut and so on.
    bool hasFaults() const;
    // "Worker 1: killed": faultsLine() of what holds.
    QString faultsText() const;
    void clearFaults(); // all of them, as one act that can be taken back

    // The acts of this run, or of the last one, with their times since everything ran.
    const std::vector<TimedAct>& recorded() const { return m_recorded; }
    // Seconds since everything ran; 0 before.
    double secondsIntoRun() const;

Q_SIGNALS:
    void changed(); // what can be undone, what is recorded, what is disturbed

private:
    struct Done {
        QString text;
        RunConditions before;
    };

    void onState();
    void onPerformed(const std::vector<Act>& acts, const RunConditions& before);
    // `before` with what has happened since and cannot be taken back.
    RunConditions wayBack(const RunConditions& before) const;

    Document& m_document;
    RunController& m_run;
    std::vector<Done> m_done;
    std::vector<TimedAct> m_recorded;
    QElapsedTimer m_sinceAllRan;
};

} // namespace zeroloom

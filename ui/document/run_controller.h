// Runs the document's topology and follows its edits while it runs. GUI thread only; talks to a RunSession whose
// callbacks are passed on to this thread.
#pragma once

#include <map>
#include <memory>

#include <QObject>
#include <QString>

#include "core/control/run_session.h"
#include "core/observe/observation.h"
#include "core/observe/observer.h"
#include "ui/document/document.h"

namespace zeroloom {

enum class RunState { Stopped, Starting, Running, Paused, Stopping, Lost };

class RunController final : public QObject {
    Q_OBJECT
public:
    // `hostProgram`: path of zeroloomctl; empty: beside the running executable.
    explicit RunController(Document& document, QString hostProgram = {}, QObject* parent = nullptr);
    ~RunController() override;                         // ends every host process

    RunState state() const;
    // Whether the topology has program nodes that nobody has allowed yet since it was loaded: ask first, then allow.
    bool needsPermission() const;
    void allowPrograms();
    void start();                                      // failed(...) says why it could not
    void stop();
    void setPaused(bool paused);
    void restartLost();
    // Does something to the run (core/model/act.h); failed(...) says why it cannot be done. Nothing of the document
    // changes. False when it was refused, or nothing runs.
    bool perform(const Act& act);
    // Several as one: all of them or none.
    bool perform(const std::vector<Act>& acts);
    // What was done to the run so far; of a run that has ended, what holds when the next one starts (the speed and the
    // taps; faults end with their run).
    const RunConditions& conditions() const;
    // The way back: conditions() from before an act. `said`: what the log has of it; empty: nothing.
    void setConditions(const RunConditions& conditions, const QString& said = {});
    // Messages that are looked at, for as long as `asker` wants: the highest wish for each socket counts. `everySocket`
    // and `sockets`: messages a second of each direction. Nothing wished: the asker's wish is forgotten.
    void wishForMessages(const QObject* asker, unsigned everySocket, const std::map<SocketRef, unsigned>& sockets);
    // Why the last edits do not run yet ("they wait until 2 errors are fixed"), or empty.
    QString waitingText() const;

    // What is known now; never null. After a stop or a loss, the last that was known.
    ObservationPtr observation() const;
    // Histories and events of this run or the last; nullptr before the first.
    const Observer* observer() const;

Q_SIGNALS:
    void stateChanged();
    void observationChanged();                         // about ten times a second while something runs
    void failed(const QString& message, const zeroloom::Place& where); // for a message bar, in words; a place if known
    void willRestart(const QString& what);             // a live change restarts a node: which and why
    void waitingChanged();
    void conditionsChanged();                          // something was done to the run, or undone
    // These were just done, and what held before: for who keeps a record of them. Not sent for setConditions().
    void performed(const std::vector<zeroloom::Act>& acts, const zeroloom::RunConditions& before);

private:
    void tell(const Error& error, const QString& frame);
    void setState(RunState state);
    void setWaiting(const QString& text);
    void onDocumentChanged(const ChangeSet& changes);
    void applyEdits();
    void onHostReport(const HostReport& report);
    void onStopped();
    void publish();
    void take(const RunConditions& conditions);
    void tellConditions();
    void endSession();
    void forgetRun();

    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace zeroloom

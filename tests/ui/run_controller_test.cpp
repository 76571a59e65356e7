// A real run of an example, as the window drives it: figures come, edits are followed, a killed host can be had back.
#include <csignal>

#include <QtTest>

#include "tests/ui/isolated_settings.h"
#include "ui/document/run_controller.h"

using namespace zeroloom;

namespace {

const test::IsolatedSettings isolated;
constexpr int Deadline = 20000;

} // namespace

class RunControllerTest : public QObject {
    Q_OBJECT

private:
    DiskFileSystem m_files;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<RunController> m_run;

    double rate() const { return m_run->observation()->messagesInPerSecond.value; }
    qint64 hostProcess() const
    {
        const auto& hosts = m_run->observation()->hosts;
        return hosts.empty() ? 0 : hosts.begin()->second.processId;
    }
    void startAndFlow()
    {
        m_run->start();
        QCOMPARE(m_run->state(), RunState::Starting);
        QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), RunState::Running, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(rate() > 0, Deadline);
    }
    static bool alive(qint64 process) { return ::kill(static_cast<pid_t>(process), 0) == 0; }

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>(m_files);
        QVERIFY(m_document->load(QStringLiteral("gallery:task-pipeline")).has_value());
        m_run = std::make_unique<RunController>(*m_document);
    }
    void cleanup()
    {
        m_run.reset();
        m_document.reset();
    }

    void nothingStartsByItself()
    {
        QCOMPARE(m_run->state(), RunState::Stopped);
        QVERIFY(m_run->observation() != nullptr);
        QVERIFY(m_run->observation()->hosts.empty());
        QVERIFY(m_run->observer() == nullptr);
    }

    void runsAndStopsAndKeepsWhatItKnew()
    {
        startAndFlow();
        const qint64 process = hostProcess();
        QVERIFY(process > 0 && alive(process));
        QVERIFY(m_run->observer() != nullptr);
        m_run->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), RunState::Stopped, Deadline);
        QVERIFY(!alive(process));
        QVERIFY(!m_run->observation()->sockets.empty());
    }

    void destructionEndsTheHost()
    {
        startAndFlow();
        const qint64 process = hostProcess();
        m_run.reset();
        QVERIFY(!alive(process));
    }

    void observationsComeAboutTenTimesASecond()
    {
        startAndFlow();
        QSignalSpy spy(m_run.get(), &RunController::observationChanged);
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY_WITH_TIMEOUT(spy.count() >= 20, Deadline);
        // Twenty of them take two seconds at ten a second: never faster.
        QVERIFY2(clock.elapsed() > 1500, qPrintable(QString::number(clock.elapsed())));
    }

    void aChangedRateTakesEffectWhileItRuns()
    {
        startAndFlow();
        const qint64 process = hostProcess();
        NodeId source;
        for (const Node& node : m_document->topology().nodes) {
            if (node.role == "source") {
                source = node.id;
            }
        }
        QVERIFY(!source.empty());
        const double before = rate();
        QSignalSpy restarts(m_run.get(), &RunController::willRestart);
        QVERIFY(m_document->editor().setParam(source, "rate", Value(std::int64_t(5))).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(rate() < before / 4, Deadline);
        QCOMPARE(restarts.count(), 0);
        QCOMPARE(hostProcess(), process);
    }

    void pausesAndGoesOn()
    {
        startAndFlow();
        m_run->setPaused(true);
        QCOMPARE(m_run->state(), RunState::Paused);
        QTRY_VERIFY_WITH_TIMEOUT(rate() < 1, Deadline);
        m_run->setPaused(false);
        QTRY_VERIFY_WITH_TIMEOUT(rate() > 1, Deadline);
    }

    void aKilledHostIsLostAndCanBeStartedAgain()
    {
        startAndFlow();
        const qint64 process = hostProcess();
        QCOMPARE(::kill(static_cast<pid_t>(process), SIGKILL), 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), RunState::Lost, Deadline);
        const ObservationPtr seen = m_run->observation();
        for (const auto& [id, node] : seen->nodes) {
            QVERIFY2(node.state == NodeState::Lost, id.text().c_str());
        }
        QVERIFY(!seen->sockets.empty()); // what was known stays known
        m_run->restartLost();
        QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), RunState::Running, Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(rate() > 0 && hostProcess() != process, Deadline);
    }

    void editsWithErrorsWaitAndNothingStops()
    {
        startAndFlow();
        const WireId wire = m_document->topology().wires.front().id;
        QVERIFY(m_document->editor().setEndpoint(wire, "tcp://127.0.0.1:70000").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(!m_run->waitingText().isEmpty(), Deadline);
        QCOMPARE(m_run->state(), RunState::Running);
        m_document->editor().undo();
        QTRY_VERIFY_WITH_TIMEOUT(m_run->waitingText().isEmpty(), Deadline);
        QCOMPARE(m_run->state(), RunState::Running);
    }

    void anErrorIsRefusedInWords()
    {
        const WireId wire = m_document->topology().wires.front().id;
        QVERIFY(m_document->editor().setEndpoint(wire, "tcp://127.0.0.1:70000").has_value());
        QSignalSpy failed(m_run.get(), &RunController::failed);
        m_run->start();
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().toString().contains(QStringLiteral("70000")));
        QCOMPARE(m_run->state(), RunState::Stopped);
    }

    void aMissingHostProgramIsToldInWords()
    {
        RunController run(*m_document, QStringLiteral("/nowhere/zeroloomctl"));
        QSignalSpy failed(&run, &RunController::failed);
        run.start();
        QTRY_VERIFY_WITH_TIMEOUT(failed.count() > 0 || run.state() == RunState::Lost, Deadline);
    }

    void programsNeedPermissionForEachCommand()
    {
        QVERIFY(!m_run->needsPermission());
        Node program;
        program.id = NodeId("tool");
        program.role = "program";
        program.params["command"] = std::string("/bin/true");
        QVERIFY(m_document->editor().addNode(program, Point{}).has_value());
        QVERIFY(m_run->needsPermission());
        m_run->allowPrograms();
        QVERIFY(!m_run->needsPermission());
        QVERIFY(m_document->editor().setParam(NodeId("tool"), "command", Value(std::string("/bin/false"))).has_value());
        QVERIFY(m_run->needsPermission());
    }

    void openingAnotherTopologyEndsTheRun()
    {
        startAndFlow();
        const qint64 process = hostProcess();
        QVERIFY(m_document->load(QStringLiteral("gallery:hello-world")).has_value());
        QCOMPARE(m_run->state(), RunState::Stopped);
        QVERIFY(!alive(process));
        QVERIFY(m_run->observation()->hosts.empty());
    }
};

QTEST_MAIN(RunControllerTest)
#include "run_controller_test.moc"

// Watching hearts that run already, from the window: dialogs that are typed into, connection files that are dropped, a
// folder in which kernels come and go, and real hearts behind real sockets.
#include <atomic>
#include <thread>

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>

#include <zmq.hpp>
#include <zmq_addon.hpp>

#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/liveness/heart_table_view.h"
#include "ui/window/message_bar.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;

// Sockets of others, on a thread of their own: each message is echoed as it is, from `in` to `out`.
class Echo {
public:
    // A kernel's heartbeat: a ROUTER that answers on itself.
    static std::unique_ptr<Echo> kernel(const std::string& bind = "tcp://127.0.0.1:*")
    {
        auto echo = std::unique_ptr<Echo>(new Echo);
        zmq::socket_t& socket = echo->m_in.emplace(echo->m_context, zmq::socket_type::router);
        socket.bind(bind);
        echo->m_endpoint = socket.get(zmq::sockopt::last_endpoint);
        echo->start();
        return echo;
    }
    // pyzmq's heart: SUB and DEALER that connect.
    static std::unique_ptr<Echo> heart(const std::string& ping, const std::string& pong, const std::string& id)
    {
        auto echo = std::unique_ptr<Echo>(new Echo);
        zmq::socket_t& in = echo->m_in.emplace(echo->m_context, zmq::socket_type::sub);
        in.set(zmq::sockopt::subscribe, "");
        in.connect(ping);
        zmq::socket_t& out = echo->m_out.emplace(echo->m_context, zmq::socket_type::dealer);
        out.set(zmq::sockopt::routing_id, id);
        out.connect(pong);
        echo->start();
        return echo;
    }
    ~Echo()
    {
        m_ends = true;
        m_thread.join();
    }
    const std::string& endpoint() const { return m_endpoint; }
    int port() const { return std::stoi(m_endpoint.substr(m_endpoint.rfind(':') + 1)); }

private:
    Echo() = default;
    void start()
    {
        m_thread = std::thread([this] {
            zmq::socket_t& out = m_out ? *m_out : *m_in;
            for (zmq::socket_t* each : {&*m_in, &out})
                each->set(zmq::sockopt::linger, 0);
            while (!m_ends) {
                zmq::pollitem_t item{m_in->handle(), 0, ZMQ_POLLIN, 0};
                if (zmq::poll(&item, 1, std::chrono::milliseconds(10)) == 0)
                    continue;
                std::vector<zmq::message_t> message;
                if (zmq::recv_multipart(*m_in, std::back_inserter(message), zmq::recv_flags::dontwait))
                    zmq::send_multipart(out, message, zmq::send_flags::dontwait);
            }
            m_out.reset();
            m_in.reset();
        });
    }

    zmq::context_t m_context;
    std::optional<zmq::socket_t> m_in, m_out;
    std::string m_endpoint;
    std::atomic<bool> m_ends = false;
    std::thread m_thread;
};

QByteArray connectionFile(int port)
{
    return QStringLiteral(
               "{\"shell_port\": 1, \"iopub_port\": 2, \"stdin_port\": 3, \"control_port\": 4, \"hb_port\": %1, "
               "\"ip\": \"127.0.0.1\", \"key\": \"secret\", \"transport\": \"tcp\", "
               "\"signature_scheme\": \"hmac-sha256\", \"kernel_name\": \"python3\"}")
        .arg(port)
        .toUtf8();
}

} // namespace

class WatchTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::WindowDriver> m_driver;
    std::unique_ptr<QTemporaryDir> m_folder;

    test::WindowDriver& hand() { return *m_driver; }
    const WindowActions& actions() { return hand().window().actions(); }
    MessageBar& messages() { return hand().window().messages(); }

    QString write(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
            qFatal("the test cannot write its file");
        return file.fileName();
    }

    // All words that stand in the message bar.
    QString said()
    {
        QStringList words;
        for (const QLabel* label : messages().findChildren<QLabel*>())
            words << label->text();
        return words.join(QLatin1Char('\n'));
    }

    // While the dialog of this name stands: as a person who has read it.
    void with(const QString& dialog, std::function<void(QDialog&)> act)
    {
        auto* timer = new QTimer(&hand().window());
        QObject::connect(timer, &QTimer::timeout, timer, [timer, dialog, act = std::move(act)] {
            auto* shown = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            if (shown == nullptr || shown->objectName() != dialog || !shown->isVisible())
                return;
            timer->stop();
            timer->deleteLater();
            act(*shown);
        });
        timer->start(10);
    }

    static void typeInto(QDialog& dialog, const char* field, const QString& text)
    {
        auto* line = dialog.findChild<QLineEdit*>(QLatin1String(field));
        QVERIFY(line != nullptr);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        if (text.isEmpty())
            QTest::keyClick(line, Qt::Key_Delete);
    }
    static QAbstractButton* accept(QDialog& dialog)
    {
        return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    }
    static QString problem(QDialog& dialog) { return dialog.findChild<QLabel*>(QStringLiteral("problem"))->text(); }

    bool drop(const QStringList& paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls << QUrl::fromLocalFile(path);
        data.setUrls(urls);
        QWidget* target = hand().canvas().viewport();
        QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &enter);
        QDropEvent dropped({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &dropped);
        return enter.isAccepted() && dropped.isAccepted();
    }

    std::size_t count(const char* role)
    {
        const auto& nodes = hand().topology().nodes;
        return static_cast<std::size_t>(
            std::count_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.role == role; }));
    }
    const Heart* heartOf(const NodeId& monitor)
    {
        m_seen = hand().run().observation();
        const auto seen = m_seen->monitors.find(monitor);
        if (seen == m_seen->monitors.end() || !seen->second.hearts || seen->second.hearts->empty())
            return nullptr;
        return &seen->second.hearts->front();
    }
    bool beats(const NodeId& monitor, HeartState state)
    {
        const Heart* heart = heartOf(monitor);
        return heart != nullptr && heart->beats > 0 && heart->state == state;
    }
    // The endpoint that was chosen for a wire that binds at a free port.
    std::string boundAt(const char* socket)
    {
        for (const Wire& wire : hand().topology().wires)
            if (wire.from.socket.text() == socket || wire.to.socket.text() == socket)
                if (const WireObservation* seen = hand().wire(wire.id))
                    return seen->endpoint;
        return {};
    }
    static bool isBound(const std::string& endpoint) { return !endpoint.empty() && endpoint.back() != '*'; }

    void watchFolder()
    {
        with(QStringLiteral("kernelsDialog"), [this](QDialog& dialog) {
            typeInto(dialog, "folder", m_folder->path());
            typeInto(dialog, "period", QStringLiteral("100ms"));
            QTest::mouseClick(accept(dialog), Qt::LeftButton);
        });
        actions().watchKernels->trigger();
    }

    ObservationPtr m_seen;

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_driver = std::make_unique<test::WindowDriver>();
    }
    void cleanup() { m_driver.reset(); }

    void whatCannotBeAnEndpointIsSaidAsItIsTyped()
    {
        QStringList problems;
        bool usable = true;
        with(QStringLiteral("heartbeatsDialog"), [&](QDialog& dialog) {
            const auto tried = [&](const char* field, const QString& text) {
                typeInto(dialog, field, text);
                problems << problem(dialog);
                usable = usable && !accept(dialog)->isEnabled();
            };
            tried("ping", QStringLiteral("tcp://127.0.0.1:70000"));
            tried("ping", QStringLiteral("tcp://127.0.0.1:5556"));
            tried("ping", QStringLiteral("inproc://hearts"));
            typeInto(dialog, "ping", QStringLiteral("tcp://127.0.0.1:5555"));
            tried("period", QStringLiteral("soon"));
            dialog.reject();
        });
        QVERIFY(hand().shortcut(actions().watchHeartbeats));
        QCOMPARE(problems.size(), 4);
        QVERIFY2(problems[0].contains(QStringLiteral("65535")), qPrintable(problems[0]));
        QVERIFY2(problems[1].contains(QStringLiteral("two endpoints")), qPrintable(problems[1]));
        QVERIFY2(problems[2].contains(QStringLiteral("tcp or ipc")), qPrintable(problems[2]));
        QVERIFY2(problems[3].startsWith(QStringLiteral("Period")), qPrintable(problems[3]));
        QVERIFY2(usable, "what cannot be used could be accepted");
        QVERIFY(hand().topology().nodes.empty());
    }

    void heartsAppearDieAndComeBackOnTheCanvas()
    {
        with(QStringLiteral("heartbeatsDialog"), [&](QDialog& dialog) {
            typeInto(dialog, "ping", QStringLiteral("tcp://127.0.0.1:*"));
            typeInto(dialog, "pong", QStringLiteral("tcp://127.0.0.1:*"));
            typeInto(dialog, "period", QStringLiteral("100ms"));
            QTest::mouseClick(accept(dialog), Qt::LeftButton);
        });
        actions().watchHeartbeats->trigger();
        const NodeId monitor = hand().only("heartbeater");
        QVERIFY(!monitor.empty());
        QTRY_VERIFY_WITH_TIMEOUT(isBound(boundAt("ping")) && isBound(boundAt("pong")), Deadline);
        auto heart = Echo::heart(boundAt("ping"), boundAt("pong"), "engine-1");
        QTRY_VERIFY_WITH_TIMEOUT(beats(monitor, HeartState::Alive), Deadline);
        const HeartRef first{monitor, heartOf(monitor)->number};
        QTRY_VERIFY_WITH_TIMEOUT(!hand().canvas().heartRect(first).isNull(), Deadline);
        QVERIFY(hand().canvas().viewport()->rect().contains(
            hand().canvas().mapFromScene(hand().canvas().heartRect(first).center()).toPoint()));
        hand().click(hand().canvas().heartRect(first).center());
        auto* table = hand().window().findChild<HeartTableView*>();
        QVERIFY(table != nullptr && table->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(table->chosenCount(), std::size_t(1), Deadline);
        QCOMPARE(table->chosen(1).front().heart, first.number);
        heart.reset();
        QTRY_VERIFY_WITH_TIMEOUT(heartOf(monitor)->state == HeartState::Lost, Deadline);
        heart = Echo::heart(boundAt("ping"), boundAt("pong"), "engine-1");
        QTRY_VERIFY_WITH_TIMEOUT(heartOf(monitor)->state == HeartState::Alive, Deadline);
        QCOMPARE(m_seen->monitors.at(monitor).hearts->size(), std::size_t(1));
        hand().document().editor().undo();
        QVERIFY(hand().topology().nodes.empty());
        QTRY_VERIFY_WITH_TIMEOUT(hand().canvas().heartRect(first).isNull(), Deadline);
    }

    void aTakenPortIsSaidWithWhatToDo()
    {
        const auto taken = Echo::kernel();
        with(QStringLiteral("heartbeatsDialog"), [&](QDialog& dialog) {
            typeInto(dialog, "ping", QString::fromStdString(taken->endpoint()));
            typeInto(dialog, "pong", QStringLiteral("tcp://127.0.0.1:*"));
            QTest::mouseClick(accept(dialog), Qt::LeftButton);
        });
        actions().watchHeartbeats->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(QStringLiteral("in use")), Deadline);
        QVERIFY2(said().contains(QStringLiteral("choose another port")), qPrintable(said()));
    }

    void droppedConnectionFilesAreWatched()
    {
        auto kernel = Echo::kernel();
        const QString good = write(QStringLiteral("kernel-1.json"), connectionFile(kernel->port()));
        const QString broken = write(QStringLiteral("kernel-2.json"), "{\"hb_port\": \"many\", \"ip\": \"127.0.0.1\"}");
        const QString gone = m_folder->filePath(QStringLiteral("kernel-3.json"));
        QVERIFY(drop({good, broken, gone}));
        QTRY_COMPARE_WITH_TIMEOUT(count("pinger"), std::size_t(1), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(beats(hand().only("pinger"), HeartState::Alive), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(QStringLiteral("kernel-2.json")), Deadline);
        QVERIFY2(said().contains(QStringLiteral("hb_port")), qPrintable(said()));
        QVERIFY2(said().contains(QStringLiteral("kernel-3.json")), qPrintable(said()));
        QVERIFY2(!said().contains(QStringLiteral("secret")), "a key is nobody's business");
        hand().document().editor().undo();
        QVERIFY(hand().topology().nodes.empty());
    }

    void aHalfWrittenFileIsReadAgain()
    {
        const auto kernel = Echo::kernel();
        const QByteArray whole = connectionFile(kernel->port());
        const QString file = write(QStringLiteral("kernel-9.json"), whole.left(40));
        QVERIFY(drop({file}));
        QCOMPARE(count("pinger"), std::size_t(0));
        write(QStringLiteral("kernel-9.json"), whole);
        QTRY_COMPARE_WITH_TIMEOUT(count("pinger"), std::size_t(1), Deadline);
        QTRY_VERIFY_WITH_TIMEOUT(beats(hand().only("pinger"), HeartState::Alive), Deadline);
    }

    void kernelsOfAFolderComeAndGo()
    {
        auto first = Echo::kernel();
        const QString firstFile = write(QStringLiteral("kernel-a.json"), connectionFile(first->port()));
        watchFolder();
        QTRY_COMPARE_WITH_TIMEOUT(count("pinger"), std::size_t(1), Deadline);
        const NodeId firstNode = hand().only("pinger");
        QTRY_VERIFY_WITH_TIMEOUT(beats(firstNode, HeartState::Alive), Deadline);
        const auto process = hand().run().observation()->hosts.begin()->second.processId;

        const auto second = Echo::kernel();
        write(QStringLiteral("kernel-b.json"), connectionFile(second->port()));
        write(QStringLiteral("notes.json"), "{}");
        QTRY_COMPARE_WITH_TIMEOUT(count("pinger"), std::size_t(2), Deadline);
        NodeId secondNode;
        for (const Node& node : hand().topology().nodes)
            if (node.role == "pinger" && node.id != firstNode)
                secondNode = node.id;
        QTRY_VERIFY_WITH_TIMEOUT(beats(secondNode, HeartState::Alive), Deadline);

        // A file that is gone says nothing of a kernel that still beats.
        QVERIFY(QFile::remove(firstFile));
        const std::uint64_t before = heartOf(firstNode)->beats;
        QTRY_VERIFY_WITH_TIMEOUT(heartOf(firstNode)->beats > before + 5, Deadline);
        QCOMPARE(count("pinger"), std::size_t(2));
        first.reset();
        QTRY_COMPARE_WITH_TIMEOUT(count("pinger"), std::size_t(1), Deadline);
        QCOMPARE(hand().only("pinger"), secondNode);
        QVERIFY2(said().contains(QStringLiteral("has ended")), qPrintable(said()));
        QCOMPARE(hand().run().observation()->hosts.begin()->second.processId, process);
        // All of it was one step, and what was undone is not added again.
        hand().document().editor().undo();
        QVERIFY(hand().topology().nodes.empty());
        QVERIFY(!hand().document().editor().canUndo());
    }

    void aTopologyThatIsInUseIsAskedAbout()
    {
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUSH"), {100, 100}));
        const auto accepted = [](QDialog& dialog) {
            typeInto(dialog, "ping", QStringLiteral("tcp://127.0.0.1:*"));
            typeInto(dialog, "pong", QStringLiteral("tcp://127.0.0.1:*"));
            QTest::mouseClick(accept(dialog), Qt::LeftButton);
        };
        with(QStringLiteral("heartbeatsDialog"), [&](QDialog& dialog) {
            with(QStringLiteral("watchQuestion"), [](QDialog& question) { question.reject(); });
            accepted(dialog);
        });
        actions().watchHeartbeats->trigger();
        QCOMPARE(hand().topology().nodes.size(), std::size_t(1));
        with(QStringLiteral("heartbeatsDialog"), [&](QDialog& dialog) {
            hand().answer(QStringLiteral("watchQuestion"), QStringLiteral("Add Here"));
            accepted(dialog);
        });
        actions().watchHeartbeats->trigger();
        QCOMPARE(hand().topology().nodes.size(), std::size_t(3));
    }

    void aBrokenHubFileIsSaid()
    {
        bool usable = true;
        QString words;
        with(QStringLiteral("hubDialog"), [&](QDialog& dialog) {
            typeInto(dialog, "file", write(QStringLiteral("ipcontroller-engine.json"), "{\"hb_ping\": 5"));
            words = problem(dialog);
            usable = accept(dialog)->isEnabled();
            dialog.reject();
        });
        actions().watchHub->trigger();
        QVERIFY(!usable);
        QVERIFY2(words.contains(QStringLiteral("ipcontroller-engine.json")), qPrintable(words));
    }

    void aRouterBesideAPublisherMakesAHeartbeater()
    {
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUB"), {100, 100}));
        const NodeId node = hand().topology().nodes.front().id;
        QVERIFY(hand().dropFromPalette(QStringLiteral("ROUTER"), hand().canvas().nodeRect(node).center()));
        QCOMPARE(hand().topology().nodes.size(), std::size_t(1));
        QCOMPARE(hand().topology().nodes.front().role, std::string("heartbeater"));
    }

    void heartbeatsOfAWireAreSwitchedOnItsPage()
    {
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUSH"), {100, 100}));
        QVERIFY(hand().dropFromPalette(QStringLiteral("PULL"), {500, 100}));
        hand().dragWire(hand().first(hand().only("source")), hand().first(hand().only("sink")));
        hand().click(hand().canvas().wireMiddle(hand().topology().wires.front().id));
        QAbstractButton* on = hand().button(QStringLiteral("Switch On"));
        QVERIFY(on != nullptr);
        QTest::mouseClick(on, Qt::LeftButton);
        const Socket& out = hand().topology().nodes.front().sockets.front();
        QVERIFY(out.options.at("HEARTBEAT_IVL") == Value(std::int64_t(1000)));
        QVERIFY(out.options.contains("HEARTBEAT_TIMEOUT") && out.options.contains("HEARTBEAT_TTL"));
        hand().document().editor().undo();
        QVERIFY(hand().topology().nodes.front().sockets.front().options.empty());
    }
};

QTEST_MAIN(WatchTest)
#include "watch_test.moc"

// Opening, saving, losing nothing: what a person's file can rely on.
#include <cerrno>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QtTest>

#include "core/format/topology_file.h"
#include "tests/support/failing_file_system.h"
#include "tests/ui/isolated_settings.h"
#include "ui/document/document.h"
#include "ui/document/recovery_file.h"

using namespace zeroloom;

namespace {

const test::IsolatedSettings isolated;

Topology named(const std::string& name)
{
    Topology topology;
    topology.name = name;
    return topology;
}

// The part of a crashing window: an edit, a recovery file, and no chance to tidy up.
int crash()
{
    DiskFileSystem files;
    Document document(files);
    document.reset(named("Precious work"));
    if (!document.editor().addNodeForSocket(SocketType::Push, {10, 20})) {
        return 1;
    }
    const QString folder =
        QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/recovery");
    const bool written = QTest::qWaitFor(
        [&folder] { return !QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files).isEmpty(); }, 10000);
    if (written) {
        ::raise(SIGKILL);
    }
    return 1;
}

} // namespace

class DocumentTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    DiskFileSystem m_files;

    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

private Q_SLOTS:
    void cleanup()
    {
        for (const auto& recovery : Document::recoveries()) {
            Document::discard(recovery);
        }
    }

    void startsEmptyAndUntitled()
    {
        Document document(m_files);
        QVERIFY(!document.modified());
        QVERIFY(document.path().isEmpty());
        QCOMPARE(document.displayName(), QStringLiteral("Untitled"));
        QVERIFY(!document.save().has_value());
    }

    void savesAndOpensTheSame()
    {
        Document document(m_files);
        QVERIFY(document.editor().addNodeForSocket(SocketType::Push, {0, 0}).has_value());
        QVERIFY(document.editor().setName("Round trip").has_value());
        QVERIFY(document.modified());
        QSignalSpy file(&document, &Document::fileChanged);
        QVERIFY(document.saveAs(path("round.zeroloom")).has_value());
        QVERIFY(!document.modified());
        QVERIFY(file.count() > 0);

        Document again(m_files);
        QVERIFY(again.load(path("round.zeroloom")).has_value());
        QVERIFY(again.topology() == document.topology());
        QVERIFY(!again.modified());
        QCOMPARE(again.displayName(), QStringLiteral("Round trip"));
        QCOMPARE(again.path(), document.path());
    }

    void undoBackToTheSavedStateIsNotModified()
    {
        Document document(m_files);
        QVERIFY(document.saveAs(path("undo.zeroloom")).has_value());
        QVERIFY(document.editor().addNodeForSocket(SocketType::Pull, {0, 0}).has_value());
        QVERIFY(document.modified());
        document.editor().undo();
        QVERIFY(!document.modified());
        document.editor().redo();
        QVERIFY(document.modified());
    }

    void opensAnExampleOfTheGalleryWithoutAFile()
    {
        Document document(m_files);
        QVERIFY(document.load(QStringLiteral("gallery:task-pipeline")).has_value());
        QVERIFY(document.path().isEmpty());
        QVERIFY(!document.modified());
        QVERIFY(document.topology().nodes.size() >= 3);
        QVERIFY(!hasErrors(document.diagnostics()));
        QVERIFY(!document.load(QStringLiteral("gallery:../../etc/passwd")).has_value());
        QVERIFY(!document.load(QStringLiteral("gallery:no-such-example")).has_value());
    }

    void aBrokenFileLeavesTheDocumentAsItIs()
    {
        Document document(m_files);
        QVERIFY(document.editor().addNodeForSocket(SocketType::Rep, {0, 0}).has_value());
        const Topology before = document.topology();
        QFile broken(path("broken.zeroloom"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{\"zeroloom\": 1, \"nodes\": [{]}");
        broken.close();
        const auto loaded = document.load(broken.fileName());
        QVERIFY(!loaded.has_value());
        QVERIFY(!loaded.error().empty());
        QVERIFY(!loaded.error().front().where.empty());
        QVERIFY(document.topology() == before);
        QVERIFY(document.modified());
    }

    void aFullDiskKeepsTheOldFileAndTheWork()
    {
        test::FailingFileSystem disk;
        Document document(disk);
        QVERIFY(document.saveAs(QStringLiteral("/f.zeroloom")).has_value());
        const auto before = disk.content("/f.zeroloom");
        QVERIFY(document.editor().addNodeForSocket(SocketType::Pub, {0, 0}).has_value());
        disk.failWrites(ENOSPC);
        const Status saved = document.save();
        QVERIFY(!saved.has_value());
        QVERIFY(document.modified());
        QVERIFY(disk.content("/f.zeroloom") == before);
        disk.failWrites({});
        QVERIFY(document.save().has_value());
        QVERIFY(!document.modified());
        QVERIFY(disk.content("/f.zeroloom") != before);
    }

    void nodesWithoutAPlaceAreLaidOut()
    {
        Topology topology = named("No layout");
        for (const char* id : {"a", "b"}) {
            Node node;
            node.id = NodeId(id);
            node.role = "outside";
            topology.nodes.push_back(node);
        }
        Document document(m_files);
        document.reset(topology);
        QCOMPARE(document.topology().layout.size(), std::size_t(2));
        QVERIFY(document.topology().layout.at(NodeId("a")) != document.topology().layout.at(NodeId("b")));
        QVERIFY(!document.modified());
    }

    void removingANodeTakesItOutOfTheSelectionFirst()
    {
        Document document(m_files);
        const auto node = document.editor().addNodeForSocket(SocketType::Push, {0, 0});
        QVERIFY(node.has_value());
        document.setSelection(Selection{{*node}, {}, {}});
        connect(&document, &Document::changed, &document, [&document] { QVERIFY(document.selection().empty()); });
        QSignalSpy selection(&document, &Document::selectionChanged);
        QVERIFY(document.editor().remove(document.selection()).has_value());
        QCOMPARE(selection.count(), 1);
    }

    void checksShortlyAfterAnEdit()
    {
        Document document(m_files);
        QSignalSpy diagnostics(&document, &Document::diagnosticsChanged);
        QVERIFY(document.editor().addNodeForSocket(SocketType::Push, {0, 0}).has_value());
        QTRY_VERIFY(diagnostics.count() > 0);
        QVERIFY(!document.diagnostics().empty()); // a socket with no wire
    }

    void noticesWhatSomebodyElseWrote()
    {
        Document document(m_files);
        QVERIFY(document.saveAs(path("shared.zeroloom")).has_value());
        QSignalSpy foreign(&document, &Document::changedOnDiskFound);
        QVERIFY(
            m_files.writeAtomically(path("shared.zeroloom").toStdString(), writeTopology(named("Theirs"))).has_value());
        QTRY_COMPARE(foreign.count(), 1);
        QVERIFY(document.changedOnDisk());
        QVERIFY(document.reload().has_value());
        QCOMPARE(document.displayName(), QStringLiteral("Theirs"));
        QVERIFY(!document.changedOnDisk());
        // Our own save is nobody else's.
        QVERIFY(document.editor().setName("Ours").has_value());
        QVERIFY(document.save().has_value());
        QVERIFY(m_files.writeAtomically(path("shared.zeroloom").toStdString(), writeTopology(named("Theirs again")))
                    .has_value());
        QTRY_COMPARE(foreign.count(), 2);
    }

    void workSurvivesACrash()
    {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--crash")});
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);

        const auto found = Document::recoveries();
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found.front().name, QStringLiteral("Precious work"));
        Document document(m_files);
        QVERIFY(document.recover(found.front()).has_value());
        QCOMPARE(document.topology().nodes.size(), std::size_t(1));
        QCOMPARE(document.displayName(), QStringLiteral("Precious work"));
        QVERIFY(document.modified());
        QVERIFY(Document::recoveries().empty());
        QVERIFY(document.saveAs(path("recovered.zeroloom")).has_value());
        QVERIFY(!document.modified());
    }

    // Whoever started the window may be slow to notice its end, or never do: the work is offered all the same.
    void workOfAKilledWindowIsOfferedBeforeItsParentNoticed()
    {
        const pid_t window = ::fork();
        if (window == 0) {
            ::execl("/proc/self/exe", "document_test", "--crash", nullptr);
            ::_exit(1);
        }
        siginfo_t end{};
        QCOMPARE(::waitid(P_PID, static_cast<id_t>(window), &end, WEXITED | WNOWAIT), 0); // ended, and a zombie
        const std::size_t offered = Document::recoveries().size();
        QCOMPARE(::waitpid(window, nullptr, 0), window);
        QCOMPARE(end.si_code, static_cast<int>(CLD_KILLED));
        QCOMPARE(offered, std::size_t(1));
    }

    // A window of this process is alive: its work is not offered to the next one.
    void workOfLivingWindowsIsNotOffered()
    {
        const QString folder =
            QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/recovery");
        const auto files = [&folder] {
            return QDir(folder).entryList({QStringLiteral("*.zeroloom")}, QDir::Files).size();
        };
        {
            Document document(m_files);
            QVERIFY(document.editor().addNodeForSocket(SocketType::Push, {0, 0}).has_value());
            QTRY_COMPARE(files(), 1);
            QVERIFY(Document::recoveries().empty());
            QCOMPARE(QFileInfo(folder).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
            QVERIFY(document.saveAs(path("saved.zeroloom")).has_value());
            QCOMPARE(files(), 0);
            QVERIFY(document.editor().addNodeForSocket(SocketType::Push, {0, 0}).has_value());
            QTRY_COMPARE(files(), 1);
        }
        QCOMPARE(files(), 0);
        {
            Document document(m_files);
            QVERIFY(document.editor().addNodeForSocket(SocketType::Push, {0, 0}).has_value());
            document.keepForRecovery();
        }
        QCOMPARE(files(), 1);
        for (const QString& file : QDir(folder).entryList(QDir::Files)) {
            QFile::remove(folder + QLatin1Char('/') + file);
        }
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application(argc, argv);
    if (application.arguments().contains(QStringLiteral("--crash"))) {
        return crash();
    }
    DocumentTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "document_test.moc"

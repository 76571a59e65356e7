// Topologies that come from files: opened by themselves or merged into what is open, dropped or chosen, with names that
// clash decided one by one.
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QRadioButton>
#include <QTreeWidget>

#include "core/exchange/importer.h"
#include "core/format/topology_file.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/theme/text.h"
#include "ui/window/clash_table.h"
#include "ui/window/file_flow.h"
#include "ui/window/import_dialog.h"
#include "ui/window/message_bar.h"
#include "ui/window/remark_list.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;

// What comes: the source of what is open, faster; a sink of the same name and of another kind; and one that is new.
const char* const Coming = R"({
  "zeroloom": 1, "name": "Coming & going",
  "nodes": [
    {"id": "vent", "label": "Faster <b>ventilator</b>", "role": "source", "params": {"rate": 5},
     "sockets": [{"id": "out", "type": "PUSH"}]},
    {"id": "sink", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]},
    {"id": "extra", "role": "worker", "sockets": [{"id": "in", "type": "PULL"}, {"id": "out", "type": "PUSH"}]}],
  "wires": [{"id": "a", "from": "vent.out", "to": "extra.in"}, {"id": "b", "from": "extra.out", "to": "sink.in"}]
})";

const char* const Open = R"({
  "zeroloom": 1, "name": "Open",
  "nodes": [
    {"id": "vent", "role": "source", "sockets": [{"id": "out", "type": "PUSH"}]},
    {"id": "sink", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]}],
  "wires": [{"id": "a", "from": "vent.out", "to": "sink.in"}],
  "layout": {"vent": [0, 0], "sink": [300, 0]}
})";

} // namespace

class ImportTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::WindowDriver> m_driver;

    test::WindowDriver& hand() { return *m_driver; }

    QString write(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
            return {};
        }
        return file.fileName();
    }

    bool drop(const QStringList& paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths) {
            urls << QUrl::fromLocalFile(path);
        }
        data.setUrls(urls);
        return hand().drop(data, *hand().canvas().viewport(), {200, 200});
    }

    // Drops the file, and does this in the dialog that asks.
    void dropAnd(const QString& path, const std::function<void(ImportDialog&)>& act)
    {
        bool shown = false;
        hand().inDialog(QStringLiteral("importDialog"), [&](QWidget* dialog) {
            shown = true;
            QVERIFY(QTest::qWaitFor(
                [&] {
                    return acceptOf(*dialog)->isEnabled() ||
                           dialog->findChild<QLabel*>(QStringLiteral("importErrors"))->isVisible();
                },
                Deadline));
            act(static_cast<ImportDialog&>(*dialog));
        });
        QVERIFY(drop({path}));
        QTRY_VERIFY_WITH_TIMEOUT(shown && QApplication::activeModalWidget() == nullptr, Deadline);
    }

    static QAbstractButton* acceptOf(QWidget& dialog)
    {
        for (auto* button : dialog.findChildren<QPushButton*>()) {
            if (button->isDefault()) {
                return button;
            }
        }
        return nullptr;
    }

    static void chooseMerge(ImportDialog& dialog)
    {
        auto* merge = dialog.findChild<QRadioButton*>(QStringLiteral("importMerge"));
        QVERIFY(merge->isVisible());
        QTest::mouseClick(merge, Qt::LeftButton, {}, QPoint(8, merge->height() / 2));
        QVERIFY(merge->isChecked());
    }

    // The field of a clash, as a person would set it: by keys.
    static void decide(ImportDialog& dialog, int row, int choice)
    {
        auto* table = dialog.findChild<QTreeWidget*>(QStringLiteral("clashes"));
        auto* box = qobject_cast<QComboBox*>(table->itemWidget(table->topLevelItem(row), 3));
        QVERIFY(box != nullptr);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < choice; ++i) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        QCOMPARE(box->currentIndex(), choice);
    }

    static QString planOf(ImportDialog& dialog)
    {
        return dialog.findChild<QLabel*>(QStringLiteral("importPlan"))->text();
    }

    void openTheOpenOne() { QVERIFY(hand().window().files().load(write(QStringLiteral("open.zeroloom"), Open))); }

    const Node* node(const char* id) { return hand().topology().node(NodeId(id)); }

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_driver = std::make_unique<test::WindowDriver>();
    }
    void cleanup() { m_driver.reset(); }

    void aTopologyDroppedOnAnEmptyWindowIsOpened()
    {
        const QString file = write(QStringLiteral("coming.zeroloom"), Coming);
        QVERIFY(drop({file}));
        QTRY_COMPARE(hand().topology().nodes.size(), std::size_t(3));
        QCOMPARE(hand().document().path(), file);
        QVERIFY(!hand().document().modified());
    }

    void aDroppedTopologyAsksAndMergesInOneStep()
    {
        openTheOpenOne();
        dropAnd(write(QStringLiteral("coming.zeroloom"), Coming), [&](ImportDialog& dialog) {
            const auto* table = dialog.findChild<ClashTable*>();
            QVERIFY(!table->isVisible());
            chooseMerge(dialog);
            QVERIFY(table->isVisible());
            QCOMPARE(table->count(), std::size_t(2)); // vent differs, sink is the same
            QVERIFY2(planOf(dialog).contains(QStringLiteral("Adds 2 nodes, skips one node")),
                     qPrintable(planOf(dialog)));
            QTest::mouseClick(acceptOf(dialog), Qt::LeftButton);
            QVERIFY(!dialog.isVisible());
        });
        QCOMPARE(hand().topology().nodes.size(), std::size_t(4));
        QVERIFY(node("vent2") != nullptr && node("extra") != nullptr);
        QCOMPARE(node("vent2")->label, std::string("Faster <b>ventilator</b>"));
        QCOMPARE(hand().topology().wires.size(), std::size_t(3));
        QCOMPARE(hand().topology().name, std::string("Open"));
        QCOMPARE(hand().document().selection().nodes.size(), std::size_t(2));
        for (const NodeId& id : hand().document().selection().nodes) {
            QVERIFY(hand().canvas().viewport()->rect().contains(
                hand().canvas().mapFromScene(hand().canvas().nodeRect(id).center()).toPoint()));
        }
        QVERIFY(hand().window().messages().text(QStringLiteral("import")).contains(QStringLiteral("merged")));
        QVERIFY(hand().shortcut(hand().window().actions().undo));
        QCOMPARE(hand().topology().nodes.size(), std::size_t(2));
        QCOMPARE(hand().topology().wires.size(), std::size_t(1));
        QVERIFY(!hand().document().modified());
    }

    void eachClashIsDecidedByItselfOrForAll()
    {
        openTheOpenOne();
        dropAnd(write(QStringLiteral("coming.zeroloom"), Coming), [&](ImportDialog& dialog) {
            chooseMerge(dialog);
            auto* all = dialog.findChild<QComboBox*>(QStringLiteral("clashForAll"));
            all->setFocus();
            QTest::keyClick(all, Qt::Key_End);
            QVERIFY2(planOf(dialog).contains(QStringLiteral("Adds one node, skips 2 nodes")),
                     qPrintable(planOf(dialog)));
            decide(dialog, 0, 1);
            QCOMPARE(all->currentIndex(), -1);
            QVERIFY2(planOf(dialog).contains(QStringLiteral("Adds one node, replaces one node, skips one node")),
                     qPrintable(planOf(dialog)));
            decide(dialog, 1, 0);
            auto* table = dialog.findChild<QTreeWidget*>(QStringLiteral("clashes"));
            QCOMPARE(qobject_cast<QComboBox*>(table->itemWidget(table->topLevelItem(1), 3))->currentText(),
                     QStringLiteral("Rename to sink2"));
            QTest::keyClick(acceptOf(dialog), Qt::Key_Return);
            QVERIFY(!dialog.isVisible());
        });
        QCOMPARE(hand().topology().nodes.size(), std::size_t(4));
        QCOMPARE(node("vent")->label, std::string("Faster <b>ventilator</b>"));
        QVERIFY(hand().topology().layout.at(NodeId("vent")) == Point());
        QCOMPARE(hand().topology().wires.size(), std::size_t(3)); // the one here fits the new source
        QVERIFY(node("sink2") != nullptr);
        hand().document().editor().undo();
        QVERIFY(node("sink2") == nullptr && node("vent")->label.empty());
    }

    void aWireThatLosesItsSocketIsNamedBeforeItGoes()
    {
        openTheOpenOne();
        const QByteArray other =
            QByteArray(Open)
                .replace("\"out\", \"type\": \"PUSH\"", "\"out\", \"type\": \"PUB\"")
                .replace("{\"id\": \"sink\", \"role\": \"sink\", \"sockets\": [{\"id\": \"in\", "
                         "\"type\": \"PULL\"}]}",
                         "{\"id\": \"free\", \"role\": \"sink\", \"sockets\": [{\"id\": \"in\", "
                         "\"type\": \"PULL\"}]}")
                .replace("\"wires\": [{\"id\": \"a\", \"from\": \"vent.out\", \"to\": \"sink.in\"}],", "")
                .replace("\"sink\": [300, 0]", "\"free\": [300, 0]");
        dropAnd(write(QStringLiteral("other.zeroloom"), other), [&](ImportDialog& dialog) {
            chooseMerge(dialog);
            decide(dialog, 0, 1);
            const QStringList remarks = dialog.findChild<RemarkList*>()->remarks();
            QCOMPARE(remarks.size(), qsizetype(1));
            QVERIFY2(remarks.front().contains(QStringLiteral("PUB cannot talk to PULL")), qPrintable(remarks.front()));
            QVERIFY(planOf(dialog).contains(QStringLiteral("takes one wire away")));
        });
        QCOMPARE(hand().topology().wires.size(), std::size_t(1)); // Escape: nothing was merged
        QCOMPARE(hand().topology().nodes.size(), std::size_t(2));
    }

    void aDroppedTopologyCanBeOpenedByItself()
    {
        openTheOpenOne();
        const QString file = write(QStringLiteral("coming.zeroloom"), Coming);
        dropAnd(file, [&](ImportDialog& dialog) { QTest::mouseClick(acceptOf(dialog), Qt::LeftButton); });
        QCOMPARE(hand().document().path(), file); // the other one had nothing unsaved
        QCOMPARE(hand().topology().name, std::string("Coming & going"));
    }

    void whatCannotBeReadSaysWhereAndWhy()
    {
        openTheOpenOne();
        dropAnd(write(QStringLiteral("broken.zeroloom"), R"({"zeroloom": 1, "nodes": 5})"), [&](ImportDialog& dialog) {
            const QString text = dialog.findChild<QLabel*>(QStringLiteral("importErrors"))->text();
            QVERIFY2(text.contains(QStringLiteral("/nodes")), qPrintable(text));
            QVERIFY(!acceptOf(dialog)->isEnabled());
        });
        dropAnd(m_folder->filePath(QStringLiteral("gone.zeroloom")), [&](ImportDialog& dialog) {
            QVERIFY(dialog.findChild<QLabel*>(QStringLiteral("importErrors"))
                        ->text()
                        .contains(QStringLiteral("gone.zeroloom")));
        });
        QCOMPARE(hand().topology().nodes.size(), std::size_t(2));
    }

    void whatNobodyKnowsNamesWhatIsKnown()
    {
        dropAnd(write(QStringLiteral("song.mp3"), QByteArray("ID3\0\1\2\377", 7)), [&](ImportDialog& dialog) {
            const QString text = dialog.findChild<QLabel*>(QStringLiteral("importErrors"))->text();
            for (const Importer& each : importers()) {
                QVERIFY2(text.contains(toQString(each.title)), qPrintable(text));
            }
            // Whoever insists is told what is wrong with it.
            auto* format = dialog.findChild<QComboBox*>(QStringLiteral("importFormat"));
            QCOMPARE(format->currentIndex(), -1);
            format->setFocus();
            QTest::keyClick(format, Qt::Key_Home);
            QVERIFY(QTest::qWaitFor(
                [&] {
                    return dialog.findChild<QLabel*>(QStringLiteral("importErrors"))
                        ->text()
                        .startsWith(QStringLiteral("This file cannot be imported"));
                },
                Deadline));
        });
    }

    void theMenuImportsTheFileThatIsChosen()
    {
        openTheOpenOne();
        const QString file = write(QStringLiteral("coming.zeroloom"), Coming);
        bool merged = false;
        hand().inDialog(QStringLiteral("QFileDialog"), [&](QWidget* chooser) {
            hand().inDialog(QStringLiteral("importDialog"), [&](QWidget* dialog) {
                QVERIFY(QTest::qWaitFor([&] { return acceptOf(*dialog)->isEnabled(); }, Deadline));
                chooseMerge(static_cast<ImportDialog&>(*dialog));
                QTest::mouseClick(acceptOf(*dialog), Qt::LeftButton);
                merged = true;
            });
            auto* field = chooser->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
            QVERIFY(field != nullptr);
            field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, file);
            QTest::keyClick(field, Qt::Key_Return);
        });
        QVERIFY(hand().shortcut(hand().window().actions().importFile));
        QTRY_VERIFY_WITH_TIMEOUT(merged, Deadline);
        QCOMPARE(hand().topology().nodes.size(), std::size_t(4));
    }

    void whatIsNotOursIsOpenedAsUnsavedWork()
    {
        Topology topology;
        topology.name = "From elsewhere";
        Node one;
        one.id = NodeId("one");
        one.role = "sink";
        one.sockets = {Socket{SocketId("in"), SocketType::Pull, {}, {}, PortSide::Auto, {}}};
        topology.nodes = {one};
        topology.layout[NodeId("one")] = {16, 16};
        hand().window().files().adopt(topology, QStringLiteral("Import elsewhere.json"));
        QCOMPARE(hand().topology(), topology);
        QVERIFY(hand().document().modified());
        QVERIFY(hand().document().path().isEmpty());
        QCOMPARE(hand().document().editor().undoText(), std::string("Import elsewhere.json"));
    }

    void manyClashesAreDecidedTogether()
    {
        QByteArray nodes;
        for (int i = 0; i < 1000; ++i) {
            nodes += (i > 0 ? "," : "") + QByteArray("{\"id\": \"n") + QByteArray::number(i) +
                     "\", \"label\": \"L\", \"role\": \"sink\", \"sockets\": [{\"id\": \"in\", \"type\": \"PULL\"}]}";
        }
        const QByteArray here = "{\"zeroloom\": 1, \"nodes\": [" + nodes + "]}";
        QVERIFY(hand().window().files().load(write(QStringLiteral("many.zeroloom"), here)));
        const QByteArray coming = QByteArray(here).replace("\"L\"", "\"Other\"");
        dropAnd(write(QStringLiteral("others.zeroloom"), coming), [&](ImportDialog& dialog) {
            chooseMerge(dialog);
            auto* all = dialog.findChild<QComboBox*>(QStringLiteral("clashForAll"));
            all->setFocus();
            QTest::keyClick(all, Qt::Key_Home);
            QTest::keyClick(all, Qt::Key_Down);
            QVERIFY2(planOf(dialog).contains(QStringLiteral("eplaces 1,000 nodes")), qPrintable(planOf(dialog)));
            QTest::mouseClick(acceptOf(dialog), Qt::LeftButton);
        });
        QCOMPARE(node("n999")->label, std::string("Other"));
        QCOMPARE(hand().topology().nodes.size(), std::size_t(1000));
    }
};

QTEST_MAIN(ImportTest)
#include "import_test.moc"

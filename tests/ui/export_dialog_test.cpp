// File > Export in a real window: every format looked at before it is written, what is in the way named before it is
// overwritten, and what cannot be exported explained.
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>

#include "core/exchange/exporter.h"
#include "core/format/topology_file.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/theme/text.h"
#include "ui/window/export_dialog.h"
#include "ui/window/export_preview.h"
#include "ui/window/export_target.h"
#include "ui/window/file_flow.h"
#include "ui/window/latest_work.h"
#include "ui/window/message_bar.h"
#include "ui/window/picture_view.h"
#include "ui/window/remark_list.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

// Names that mean something to whatever shows or reads them.
Topology hostileTopology()
{
    Topology topology;
    topology.name = "<b>bold</b> & \"quoted\"\n../../x";
    Node node;
    node.id = NodeId("n");
    node.label = "<img src=x> ${HOME} `id` */ \xE2\x80\xAE evil";
    node.role = "source";
    node.sockets = {Socket{SocketId("out"), SocketType::Push, {}, {}, PortSide::Auto, {}}};
    topology.nodes = {node};
    return topology;
}

} // namespace

class ExportDialogTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::WindowDriver> m_driver;

    test::WindowDriver& hand() { return *m_driver; }

    // Opens the dialog by its keys, and does this in it.
    void inExport(const std::function<void(ExportDialog&)>& act)
    {
        hand().inDialog(QStringLiteral("exportDialog"),
                        [&act](QWidget* shown) { act(static_cast<ExportDialog&>(*shown)); });
        QVERIFY(hand().shortcut(hand().window().actions().exportAs));
        QVERIFY(hand().answered());
    }

    static QAbstractButton* buttonOf(QWidget& dialog, const QString& text)
    {
        for (auto* button : dialog.findChildren<QAbstractButton*>()) {
            if (button->text().remove(QLatin1Char('&')) == text) {
                return button;
            }
        }
        return nullptr;
    }

    // By the keys that a person would press.
    static bool choose(ExportDialog& dialog, const QString& name)
    {
        auto* list = dialog.findChild<QListWidget*>(QStringLiteral("formats"));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        for (int i = 0; i < list->count() && toQString(dialog.exporter().name) != name; ++i) {
            QTest::keyClick(list, Qt::Key_Down);
        }
        return toQString(dialog.exporter().name) == name;
    }

    static void typeTarget(ExportDialog& dialog, const QString& path)
    {
        auto* field = dialog.findChild<QLineEdit*>(QStringLiteral("target"));
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, path);
    }

    static bool ready(ExportDialog& dialog)
    {
        return QTest::qWaitFor([&] { return buttonOf(dialog, QStringLiteral("Export"))->isEnabled(); }, Deadline);
    }

    static bool closes(ExportDialog& dialog)
    {
        return QTest::qWaitFor([&] { return !dialog.isVisible(); }, Deadline);
    }

    static QString problemOf(ExportDialog& dialog)
    {
        const auto* label = dialog.findChild<QLabel*>(QStringLiteral("problem"));
        return label->isVisible() ? label->text() : QString();
    }

    QString in(const QString& name) const { return m_folder->filePath(name); }

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_driver = std::make_unique<test::WindowDriver>();
        hand().window().files().open(QStringLiteral("gallery:task-pipeline"));
    }
    void cleanup()
    {
        m_driver->document().editor().markSaved();
        m_driver.reset();
    }

    void whatIsSeenIsWhatIsWritten()
    {
        QString seen;
        inExport([&](ExportDialog& dialog) {
            QVERIFY(choose(dialog, QStringLiteral("json")));
            typeTarget(dialog, in(QStringLiteral("out.zeroloom")));
            QVERIFY(ready(dialog));
            seen = dialog.findChild<ExportPreview*>()->text();
            QTest::mouseClick(buttonOf(dialog, QStringLiteral("Export")), Qt::LeftButton);
            QVERIFY(closes(dialog));
        });
        QVERIFY(seen.contains(QStringLiteral("\"zeroloom\": 1")));
        QCOMPARE(QString::fromUtf8(contentOf(in(QStringLiteral("out.zeroloom")))), seen);
        const QString said = hand().window().messages().text(QStringLiteral("exported"));
        QVERIFY2(said.contains(in(QStringLiteral("out.zeroloom"))), qPrintable(said));
        QAbstractButton* copy = hand().button(QStringLiteral("Copy Path"));
        QVERIFY(copy != nullptr && hand().button(QStringLiteral("Open Folder")) != nullptr);
        QTest::mouseClick(copy, Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), in(QStringLiteral("out.zeroloom")));
    }

    void everyFormatShowsWhatItGivesAndIsWritten()
    {
        for (const Exporter& each : exporters()) {
            const QString name = toQString(each.name);
            const QString target =
                in(each.shape == ExportShape::Folder ? name : QStringLiteral("t") + toQString(each.suffix));
            inExport([&](ExportDialog& dialog) {
                QVERIFY2(choose(dialog, name), qPrintable(name));
                typeTarget(dialog, target);
                QVERIFY2(ready(dialog), qPrintable(name));
                const auto* preview = dialog.findChild<ExportPreview*>();
                if (isPicture(each)) {
                    QVERIFY2(!dialog.findChild<PictureView*>()->picture().isNull(), qPrintable(name));
                } else {
                    QVERIFY2(!preview->text().isEmpty(), qPrintable(name));
                }
                QVERIFY(!preview->files().isEmpty());
                QTest::keyClick(dialog.findChild<QLineEdit*>(QStringLiteral("target")), Qt::Key_Return);
                QVERIFY2(closes(dialog), qPrintable(problemOf(dialog)));
            });
            QVERIFY2(QFileInfo::exists(target), qPrintable(target));
        }
    }

    void nothingIsOverwrittenWithoutAYes()
    {
        const QString target = in(QStringLiteral("mine.zeroloom"));
        writeFile(target, "precious");
        inExport([&](ExportDialog& dialog) {
            QVERIFY(choose(dialog, QStringLiteral("json")));
            typeTarget(dialog, target);
            QVERIFY(ready(dialog));
            QString question;
            hand().inDialog(QStringLiteral("exportOverwriteQuestion"),
                            [&](QWidget* box) { question = static_cast<QMessageBox*>(box)->text(); }); // Escape
            QTest::mouseClick(buttonOf(dialog, QStringLiteral("Export")), Qt::LeftButton);
            QVERIFY(question.contains(QStringLiteral("mine.zeroloom")));
            QVERIFY(dialog.isVisible());
            QCOMPARE(contentOf(target), QByteArray("precious"));

            hand().answer(QStringLiteral("exportOverwriteQuestion"), QStringLiteral("Overwrite"));
            QTest::mouseClick(buttonOf(dialog, QStringLiteral("Export")), Qt::LeftButton);
            QVERIFY(closes(dialog));
        });
        QVERIFY(contentOf(target).contains("\"zeroloom\""));
    }

    void aTargetThatCannotBeWrittenSaysWhy()
    {
        inExport([&](ExportDialog& dialog) {
            QVERIFY(choose(dialog, QStringLiteral("json")));
            QVERIFY(ready(dialog));
            typeTarget(dialog, in(QStringLiteral("no/such/out.zeroloom")));
            QVERIFY(problemOf(dialog).contains(QStringLiteral("There is no folder")));
            QVERIFY(!buttonOf(dialog, QStringLiteral("Export"))->isEnabled());
            typeTarget(dialog, m_folder->path());
            QVERIFY(problemOf(dialog).contains(QStringLiteral("is a folder")));
            typeTarget(dialog, QStringLiteral("out.zeroloom"));
            QVERIFY(problemOf(dialog).contains(QStringLiteral("whole path")));
            // A disk that refuses.
            QDir(m_folder->path()).mkdir(QStringLiteral("closed"));
            QFile::setPermissions(in(QStringLiteral("closed")), QFile::ReadOwner | QFile::ExeOwner);
            if (!QFileInfo(in(QStringLiteral("closed"))).isWritable()) { // root writes everywhere
                typeTarget(dialog, in(QStringLiteral("closed/out.zeroloom")));
                QTest::mouseClick(buttonOf(dialog, QStringLiteral("Export")), Qt::LeftButton);
                QVERIFY(QTest::qWaitFor([&] { return problemOf(dialog).startsWith(QStringLiteral("Not exported:")); },
                                        Deadline));
                QVERIFY(dialog.isVisible());
            }
        });
    }

    void theFormatTheFolderAndTheThemeAreRemembered()
    {
        const QString last = toQString(exporters().back().name);
        inExport([&](ExportDialog& dialog) {
            QVERIFY(choose(dialog, last));
            typeTarget(dialog, exportTarget(m_folder->path(), QStringLiteral("x"), dialog.exporter()));
            QVERIFY(ready(dialog));
            QTest::keyClick(dialog.findChild<QLineEdit*>(QStringLiteral("target")), Qt::Key_Return);
            QVERIFY(closes(dialog));
        });
        inExport([&](ExportDialog& dialog) {
            QCOMPARE(toQString(dialog.exporter().name), last);
            QCOMPARE(QFileInfo(dialog.target()).absolutePath(), QFileInfo(m_folder->path()).absoluteFilePath());
            QVERIFY(QFileInfo(dialog.target()).fileName().startsWith(QStringLiteral("task-pipeline")));
        });
    }

    void anotherFormatKeepsTheNameAndChangesTheEnding()
    {
        inExport([&](ExportDialog& dialog) {
            QVERIFY(choose(dialog, QStringLiteral("json")));
            typeTarget(dialog, in(QStringLiteral("my.network")) + QStringLiteral(".zeroloom"));
            for (const Exporter& each : exporters()) {
                QVERIFY(choose(dialog, toQString(each.name)));
                QCOMPARE(dialog.target(), exportTarget(m_folder->path(), QStringLiteral("my.network"), each));
            }
        });
    }

    void thePreviewFollowsAnEdit()
    {
        inExport([&](ExportDialog& dialog) {
            QVERIFY(choose(dialog, QStringLiteral("json")));
            QVERIFY(ready(dialog));
            QVERIFY(hand().document().editor().setName("Another name").has_value());
            const auto* preview = dialog.findChild<ExportPreview*>();
            QVERIFY(
                QTest::qWaitFor([&] { return preview->text().contains(QStringLiteral("Another name")); }, Deadline));
        });
    }

    void anErrorIsShownWithAWayToIt()
    {
        const auto runnable = std::find_if(exporters().begin(), exporters().end(),
                                           [](const Exporter& each) { return each.needsRunnable; });
        if (runnable == exporters().end()) {
            QSKIP("no format needs a topology without errors");
        }
        const NodeId node = hand().topology().nodes.front().id;
        QVERIFY(hand().document().editor().setParam(node, "rate", Value(std::string("no number"))).has_value());
        hand().window().actions().showInspector->setChecked(false);
        inExport([&](ExportDialog& dialog) {
            QVERIFY(choose(dialog, toQString(runnable->name)));
            QAbstractButton* show = buttonOf(dialog, QStringLiteral("Show Problems"));
            QVERIFY(QTest::qWaitFor([&] { return show->isVisible(); }, Deadline));
            QVERIFY(!buttonOf(dialog, QStringLiteral("Export"))->isEnabled());
            QVERIFY(
                dialog.findChild<QLabel*>(QStringLiteral("exportFailure"))->text().contains(QStringLiteral("error")));
            QTest::mouseClick(show, Qt::LeftButton);
            QVERIFY(closes(dialog));
        });
        QVERIFY(hand().window().actions().showInspector->isChecked());
        QVERIFY(hand().document().selection().nodes.contains(node));
    }

    void hostileNamesAreShownAsTheyAre()
    {
        hand().document().reset(hostileTopology());
        inExport([&](ExportDialog& dialog) {
            for (const Exporter& each : exporters()) {
                QVERIFY(choose(dialog, toQString(each.name)));
                const QString name = QFileInfo(dialog.target()).fileName();
                QVERIFY2(!name.contains(QLatin1Char('<')) && !name.contains(QLatin1String("..")), qPrintable(name));
            }
            for (const auto* label : dialog.findChildren<QLabel*>()) {
                QVERIFY(!label->text().contains(QLatin1String("<img")) || label->textFormat() == Qt::PlainText);
            }
        });
    }

    void aThousandNodesDoNotHoldTheWindowUp()
    {
        Topology topology;
        for (int i = 0; i < 1000; ++i) {
            Node node;
            node.id = NodeId("n" + std::to_string(i));
            node.role = "source";
            node.sockets = {Socket{SocketId("out"), SocketType::Push, {}, {}, PortSide::Auto, {}}};
            topology.nodes.push_back(std::move(node));
        }
        hand().document().reset(topology);
        inExport([&](ExportDialog& dialog) {
            // Through the whole list without waiting: only the last one is delivered.
            QVERIFY(choose(dialog, toQString(exporters().back().name)));
            QVERIFY(choose(dialog, QStringLiteral("json")));
            QVERIFY(ready(dialog));
            QVERIFY(dialog.findChild<ExportPreview*>()->text().contains(QStringLiteral("n999")));
        });
    }

    void onlyTheNewestWorkIsDelivered()
    {
        LatestWork work;
        std::vector<int> delivered;
        std::atomic<int> started = 0;
        for (int i = 0; i < 10; ++i) {
            work.start(
                [i, &started] {
                    ++started;
                    return i;
                },
                [&delivered](int result) { delivered.push_back(result); });
        }
        QVERIFY(work.busy());
        QVERIFY(QTest::qWaitFor([&] { return !work.busy(); }, Deadline));
        QCOMPARE(delivered, std::vector<int>{9});
        QVERIFY(started <= 2); // those in between were never begun
        bool any = false;
        work.start([] { return 0; }, [&any](int) { any = true; });
        work.cancel();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!any);
    }

    void everythingHasANameForThoseWhoDoNotSee()
    {
        inExport([&](ExportDialog& dialog) {
            for (const char* name : {"formats", "target", "exportTheme", "previewText", "previewFiles", "remarks"}) {
                const auto* widget = dialog.findChild<QWidget*>(QLatin1String(name));
                QVERIFY2(widget != nullptr && !widget->accessibleName().isEmpty(), name);
            }
        });
    }
};

QTEST_MAIN(ExportDialogTest)
#include "export_dialog_test.moc"

// What leaves the messages panel: copied, and saved as text and as lines of JSON that fit their schema.
#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/failing_file_system.h"
#include "tests/support/json_schema.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/shown_messages.h"
#include "ui/theme/theme.h"

using namespace zeroloom;
using namespace zeroloom::test;

namespace {

const IsolatedSettings isolated;

} // namespace

class MessagesSavingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }

    void messagesAreCopiedAsText()
    {
        ShownMessages shown;
        shown.request();
        shown.clickRow(3);
        QTest::keyClick(&shown.view(), Qt::Key_C, Qt::ControlModifier);
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.startsWith(QStringLiteral("0.002 s  received by broker.frontend from client1.req")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("Hello")));
        QCOMPARE(text.count(QLatin1Char('\n')), 4);
    }

    void whatIsShownIsSaved()
    {
        QTemporaryDir folder;
        ShownMessages shown;
        shown.request();
        QSignalSpy saved(shown.panel, &MessagesPanel::saved);
        for (const QString& name : {QStringLiteral("m.jsonl"), QStringLiteral("m.txt")}) {
            bool answered = false;
            pastePathInDialog(folder.filePath(name), answered);
            QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Save the messages")), Qt::LeftButton);
            QVERIFY(answered);
        }
        QCOMPARE(saved.size(), qsizetype(2));
        QFile lines(folder.filePath(QStringLiteral("m.jsonl")));
        QVERIFY(lines.open(QIODevice::ReadOnly));
        const QList<QByteArray> objects = lines.readAll().trimmed().split('\n');
        QCOMPARE(objects.size(), qsizetype(2));
        const QJsonObject second = QJsonDocument::fromJson(objects[1]).object();
        QCOMPARE(second.value(QStringLiteral("direction")).toString(), QStringLiteral("received"));
        const QJsonArray frames = second.value(QStringLiteral("frames")).toArray();
        QCOMPARE(frames[0].toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("routing id"));
        QCOMPARE(frames[0].toObject().value(QStringLiteral("hex")).toString(), QStringLiteral("006b8b4567"));
        QCOMPARE(frames[2].toObject().value(QStringLiteral("text")).toString(), QStringLiteral("Hello"));
        QFile text(folder.filePath(QStringLiteral("m.txt")));
        QVERIFY(text.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(text.readAll()), shown.panel->toText());
    }

    void aSaveThatFailsSaysWhy()
    {
        QTemporaryDir folder;
        FailingFileSystem full;
        full.failWrites(ENOSPC);
        ShownMessages shown({1100, 320}, &full);
        shown.request();
        QSignalSpy saved(shown.panel, &MessagesPanel::saved);
        QString told;
        QTimer box;
        connect(&box, &QTimer::timeout, this, [&] {
            if (auto* message = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                told = message->text();
                QTest::keyClick(message, Qt::Key_Escape);
            }
        });
        box.start(10);
        bool answered = false;
        pastePathInDialog(folder.filePath(QStringLiteral("m.jsonl")), answered);
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Save the messages")), Qt::LeftButton);
        QVERIFY(answered);
        QVERIFY2(told.contains(QStringLiteral("the disk is full")), qPrintable(told));
        QCOMPARE(saved.size(), qsizetype(0));
    }

    // What is hard to say in JSON, too: what is no text, what was cut, what is empty, what passed before the clock began.
    void savedLinesFitTheSchema()
    {
        QTemporaryDir folder;
        ShownMessages shown;
        shown.source->pass(ClientReq, false, FrontWire, {"text", "", std::string("\xff\x00", 2), "\x01\n\"\u00e4"});
        shown.source->pass(Frontend, true, FrontWire, {std::string(MessageFrameKept, 'x')}).sizes[0] = 5'000'000'000;
        shown.source->pass(Backend, false, {}, std::vector<std::string>(MessageFramesKept, "a")).moreFrames = 4998;
        shown.source->pass(WorkerRep, true, BackWire, {"late"}).leftOut = 412;
        shown.source->passBefore(ClientReq, {"early"});
        shown.request();
        shown.tell();
        const QString path = folder.filePath(QStringLiteral("m.jsonl"));
        bool answered = false;
        pastePathInDialog(path, answered);
        QTest::mouseClick(shown.named<QToolButton>(QStringLiteral("Save the messages")), Qt::LeftButton);
        QVERIFY(answered);
        QFile lines(path);
        QVERIFY(lines.open(QIODevice::ReadOnly));
        QCOMPARE(lines.readAll().count('\n'), qsizetype(7));
        QVERIFY(linesFitSchema(path.toStdString(), MESSAGE_SCHEMA));
        // The validator does refuse what is none.
        QFile broken(folder.filePath(QStringLiteral("broken.jsonl")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write(R"({"t": -1, "frames": []})");
        broken.close();
        QVERIFY(!linesFitSchema(broken.fileName().toStdString(), MESSAGE_SCHEMA));
    }
};

QTEST_MAIN(MessagesSavingTest)
#include "messages_saving_test.moc"

// A panel of messages on the screen, over pretended messages of the example with a broker, and what a person reads and
// does there. For tests of both panels.
#pragma once

#include <memory>

#include <QFileDialog>
#include <QtTest>
#include <QtWidgets>

#include "tests/support/pretended_messages.h"
#include "ui/document/document.h"

namespace zeroloom::test {

inline const NodeId Client("client1"), Broker("broker"), Worker("worker1");
inline const SocketRef ClientReq{Client, SocketId("req")};
inline const SocketRef Frontend{Broker, SocketId("frontend")};
inline const SocketRef Backend{Broker, SocketId("backend")};
inline const SocketRef WorkerRep{Worker, SocketId("rep")};
inline const WireId FrontWire("wire1"), BackWire("wire4");
inline const std::string RoutingId("\0k\x8b\x45g", 5);

template <typename Panel>
struct ShownPanel {
    explicit ShownPanel(const QSize& size, FileSystem* files = nullptr) : document(disk)
    {
        if (!document.load(QStringLiteral("gallery:request-reply-broker")))
            qFatal("the example is missing");
        auto owned = std::make_unique<PretendedMessages>();
        source = owned.get();
        panel = new Panel(document, std::move(owned), files ? *files : disk, &frame);
        frame.resize(size);
        panel->resize(size);
        frame.show();
        panel->show();
        QCoreApplication::processEvents();
    }

    // What passed comes to the panel.
    void tell()
    {
        panel->observationCame();
        QCoreApplication::processEvents();
    }
    template <typename Widget>
    Widget* named(const QString& accessibleName)
    {
        for (auto* one : panel->template findChildren<Widget*>())
            if (one->accessibleName().startsWith(accessibleName))
                return one;
        return nullptr;
    }
    // All that stands on the panel as words.
    QString said()
    {
        QStringList words;
        for (const QLabel* label : panel->template findChildren<QLabel*>())
            if (label->isVisible())
                words << label->text();
        return words.join(QLatin1Char('\n'));
    }

    DiskFileSystem disk;
    Document document;
    QWidget frame;
    Panel* panel = nullptr;
    PretendedMessages* source = nullptr;
};

// What a person does in the next file dialog: gives a path and presses Save.
inline void pastePathInDialog(const QString& path, bool& answered)
{
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, path, &answered] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog || !dialog->isVisible())
            return;
        timer->stop();
        timer->deleteLater();
        auto* line = dialog->findChild<QLineEdit*>();
        line->setText(path); // as if it was pasted: keys would open a list of completions
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->isDefault() && button->isVisible()) {
                answered = true;
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        dialog->reject();
    });
    timer->start(10);
}

} // namespace zeroloom::test

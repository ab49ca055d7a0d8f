// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launcher.h"
#include "widgets/mainwindow.h"

#include <QAction>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

#include <memory>

namespace Spawnscope {

/// Base of the tests of the whole window.
class WindowTest : public QObject
{
protected:
    /// Settings and records that are the test's own.
    static void useOwnFiles(const QString &test)
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("spawnscope-test"));
        QCoreApplication::setApplicationName(test);
    }

    /// Anew if there is one, with a launcher of its own.
    void openWindow()
    {
        m_window.reset();
        m_launcher = std::make_unique<Launcher>();
        m_window = std::make_unique<MainWindow>(m_launcher.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void closeWindow()
    {
        m_launcher->stopAll(StopPolicy::killNow());
        QTRY_VERIFY(m_launcher->active().isEmpty());
        m_window.reset();
        m_launcher.reset();
    }

    Session *run(const QByteArrayList &argv)
    {
        LaunchSpec spec;
        spec.argv = argv;
        return m_window->launch(spec);
    }

    QAction *action(const QString &text) const
    {
        for (QAction *action : m_window->findChildren<QAction *>()) {
            if (QString(action->text()).remove(u'&') == text)
                return action;
        }
        qFatal("There is no action %s", qPrintable(text));
    }

    std::unique_ptr<Launcher> m_launcher;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace Spawnscope

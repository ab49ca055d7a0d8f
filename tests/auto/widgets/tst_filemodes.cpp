// SPDX-License-Identifier: MIT
#include "fakesource.h"
#include "launcher/history.h"
#include "widgets/outputcopy.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

/// What holds commands or output is for its owner only. On Windows the folders of a user are.
class TestFileModes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHistoryIsForItsOwnerOnly();
    void aCopyInAFileIsForItsOwnerOnly();

private:
    static bool isForItsOwnerOnly(const QString &path)
    {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOwner;
        return QFile::exists(path) && !(QFile::permissions(path) & others);
    }

    const QTemporaryDir m_folder;
};

void TestFileModes::theHistoryIsForItsOwnerOnly()
{
    const QString path = m_folder.filePath(u"deep/er/history.json"_s);
    QVERIFY(History(path).save());
    QVERIFY(isForItsOwnerOnly(path));
}

void TestFileModes::aCopyInAFileIsForItsOwnerOnly()
{
    OutputCopier copier;
    copier.setLimits({.atOnce = 1000, .onClipboard = 100'000});
    copier.setFolder(m_folder.path());
    CopyRequest request{.source = std::make_shared<FakeSource>(200'000),
                        .selection = {},
                        .encoding = {},
                        .gutter = {}};
    request.selection.start({{0, 0}, {199'999, 10}});
    copier.start(std::move(request));
    QTRY_COMPARE(copier.state().kind, CopyState::Kind::InFile);
    QVERIFY(isForItsOwnerOnly(copier.state().path));
}

QTEST_MAIN(TestFileModes)
#include "tst_filemodes.moc"

; SPDX-License-Identifier: MIT
; The installer: ./package calls makensis with VERSION, PROGRAM (the folder to install), FILES (what ./package has
; written about it) and OUTPUT. For the user alone, without an administrator's rights.
;
;   Spawnscope-setup.exe /S [/NOPATH] [/D=FOLDER]   installs without a question; /D comes last and is not quoted
;   uninstall.exe /S [/DATA]                        uninstalls; /DATA removes settings and recorded runs too
Target amd64-unicode
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include ${FILES}

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Spawnscope"

Name "Spawnscope"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Spawnscope"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" InstallLocation
BrandingText "Spawnscope ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Spawnscope"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileDescription "Installs Spawnscope"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey LegalCopyright "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\spawnscope.exe"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

!macro Text NAME ENGLISH GERMAN
    LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
    LangString ${NAME} ${LANG_GERMAN} "${GERMAN}"
!macroend
!insertmacro Text ProgramName "Program" "Programm"
!insertmacro Text ProgramText "The window and the command line." "Das Fenster und die Kommandozeile."
!insertmacro Text MenuName "Start menu" "Startmenü"
!insertmacro Text MenuText "An entry in the start menu." "Ein Eintrag im Startmenü."
!insertmacro Text PathName "Command line" "Kommandozeile"
!insertmacro Text PathText "Adds the folder to your PATH, so that “spawnscope run” works in every new console." "Nimmt den Ordner in Ihren PATH auf, sodass „spawnscope run“ in jeder neuen Konsole geht."
!insertmacro Text DataName "Settings and recorded runs" "Einstellungen und aufgezeichnete Läufe"
!insertmacro Text DataText "Deletes your settings, the history and all runs recorded in the usual place, for good." "Löscht Ihre Einstellungen, den Verlauf und alle Läufe, die am üblichen Ort aufgezeichnet sind, endgültig."
!insertmacro Text InUse "Spawnscope is running. Close its windows, then try again." "Spawnscope läuft. Schließen Sie seine Fenster, und versuchen Sie es dann noch einmal."

; A program that runs cannot be replaced or deleted.
!macro WaitUntilUnused UN
Function ${UN}WaitUntilUnused
    retry:
    ${IfNot} ${FileExists} "$INSTDIR\spawnscope.exe"
        Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\spawnscope.exe" a
    ${IfNot} ${Errors}
        FileClose $0
        ClearErrors
        FileOpen $0 "$INSTDIR\spawnscope.com" a
    ${EndIf}
    ${IfNot} ${Errors}
        FileClose $0
        Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(InUse)" /SD IDCANCEL IDRETRY retry
    SetErrorLevel 2
    Quit
FunctionEnd
!macroend
!insertmacro WaitUntilUnused ""
!insertmacro WaitUntilUnused "un."

Section "$(ProgramName)" Program
    SectionIn RO
    Call WaitUntilUnused
    ; What another version has left would stay for ever.
    ${If} ${FileExists} "$INSTDIR\uninstall.exe"
        ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
    ${EndIf}
    !insertmacro InstallFiles
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\uninstall.exe"

    WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayName "Spawnscope"
    WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayIcon '"$INSTDIR\spawnscope.exe"'
    WriteRegStr HKCU "${UNINSTALL_KEY}" Publisher "The Spawnscope project"
    WriteRegStr HKCU "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" EstimatedSize ${KILOBYTES}
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" NoModify 1
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" NoRepair 1
SectionEnd

Section "$(MenuName)" Menu
    CreateShortcut "$SMPROGRAMS\Spawnscope.lnk" "$INSTDIR\spawnscope.exe"
SectionEnd

; The program edits PATH: strings of this installer are too short for it.
Section "$(PathName)" Path
    ExecWait '"$INSTDIR\spawnscope.exe" --add-to-path'
SectionEnd

Function .onInit
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/NOPATH" $1
    ${IfNot} ${Errors}
        !insertmacro UnselectSection ${Path}
    ${EndIf}
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
    !insertmacro MUI_DESCRIPTION_TEXT ${Program} "$(ProgramText)"
    !insertmacro MUI_DESCRIPTION_TEXT ${Menu} "$(MenuText)"
    !insertmacro MUI_DESCRIPTION_TEXT ${Path} "$(PathText)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Section "un.$(ProgramName)" UnProgram
    SectionIn RO
    Call un.WaitUntilUnused
    ${If} ${FileExists} "$INSTDIR\spawnscope.exe"
        ExecWait '"$INSTDIR\spawnscope.exe" --remove-from-path'
    ${EndIf}
    SetOutPath "$TEMP" ; a current folder cannot be removed
    Delete "$SMPROGRAMS\Spawnscope.lnk"
    !insertmacro RemoveFiles
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd

Section /o "un.$(DataName)" UnData
    RMDir /r "$LOCALAPPDATA\Spawnscope"
SectionEnd

Function un.onInit
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/DATA" $1
    ${IfNot} ${Errors}
        !insertmacro SelectSection ${UnData}
    ${EndIf}
FunctionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
    !insertmacro MUI_DESCRIPTION_TEXT ${UnProgram} "$(ProgramText)"
    !insertmacro MUI_DESCRIPTION_TEXT ${UnData} "$(DataText)"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

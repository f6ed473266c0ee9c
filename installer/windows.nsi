; The Windows installer, compiled by build-windows.sh with NSIS on Linux:
; per user, without administrator rights, in Thai; the centre's data are never touched.
; Given on the command line: VERSION, STAGE (what is installed), OUT, SIZE_KB, BUILD_FROM (icons).

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true

!include "MUI2.nsh"
!include "WinVer.nsh"
!include "LogicLib.nsh"

!define TITLE "บ้านปั้นปูน"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\panpun"
!define OLDEST_BUILD 18362 ; Windows 10 1903: the first that brings icuuc.dll, which Qt needs

Name "${TITLE}"
BrandingText "${TITLE} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\panpun"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1054 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=1054 "FileDescription" "${TITLE}"
VIAddVersionKey /LANG=1054 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1054 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1054 "LegalCopyright" "MIT"

!define MUI_ICON "${BUILD_FROM}\panpun.ico"
!define MUI_UNICON "${BUILD_FROM}\panpun.ico"
!define MUI_WELCOMEPAGE_TEXT "โปรแกรมจะติดตั้งไว้สำหรับผู้ใช้คนนี้เท่านั้น ไม่ต้องใช้สิทธิ์ผู้ดูแลเครื่อง$\r$\n$\r$\nหากเคยติดตั้งไว้แล้วจะปรับเป็นรุ่น ${VERSION} ข้อมูลของศูนย์คงอยู่ครบทุกรายการ$\r$\n$\r$\nโปรดปิดโปรแกรมก่อนติดตั้ง"
!define MUI_FINISHPAGE_RUN "$INSTDIR\python\pythonw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "-X utf8 -m panpun_desktop"
!define MUI_FINISHPAGE_RUN_TEXT "เปิดโปรแกรม"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "ถอนเฉพาะโปรแกรม ข้อมูลของศูนย์ใน $LOCALAPPDATA\panpun คงอยู่ตามเดิม"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Thai"

; Nothing is replaced or removed under a program that is running.
!macro RequireClosed
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\python\python3.dll"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\python\python3.dll" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "โปรแกรมเปิดอยู่ โปรดปิดโปรแกรมก่อน แล้วเลือกลองใหม่" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 3
    Quit
  ${Loop}
!macroend

; Only what the installer brought; anything else in the folder stays.
!macro RemoveProgram
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\licenses"
  Delete "$INSTDIR\panpun.cmd"
  Delete "$INSTDIR\panpun.ico"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\NOTICES.md"
!macroend

Function .onInit
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "โปรแกรมนี้ใช้ได้กับ Windows 10 รุ่น 1903 ขึ้นไป" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

Section
  !insertmacro RequireClosed
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  SetOverwrite on
  ClearErrors
  File /r "${STAGE}\*"
  ${If} ${Errors}
    SetErrorLevel 5
    MessageBox MB_OK|MB_ICONSTOP "ติดตั้งไม่สำเร็จ โปรดตรวจพื้นที่ว่างของเครื่อง แล้วติดตั้งใหม่" /SD IDOK
    Quit
  ${EndIf}
  SetOutPath "$INSTDIR\app" ; the folder that the shortcut starts in
  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\python\pythonw.exe" "-X utf8 -m panpun_desktop" "$INSTDIR\panpun.ico"
  CreateShortCut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\python\pythonw.exe" "-X utf8 -m panpun_desktop" "$INSTDIR\panpun.ico"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\panpun.ico"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "panpun"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro RequireClosed
  SetOutPath "$TEMP"
  !insertmacro RemoveProgram
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when nothing else is in it
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd

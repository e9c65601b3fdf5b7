@echo off
rem Starts seq4j in the folder from which it is called.
rem   JAVA_HOME   which Java to use (17 or newer), else the one on the PATH
rem   JAVA_OPTS   options for Java, in place of the limits below
setlocal
set "HOME_DIR=%~dp0.."
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java") else (set "JAVA=java")
if not defined JAVA_OPTS set "JAVA_OPTS=-Xmx1200m -Dorg.bytedeco.javacpp.maxbytes=2g -Dorg.bytedeco.javacpp.maxphysicalbytes=0"
"%JAVA%" %JAVA_OPTS% -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED -cp "%HOME_DIR%\lib\*" dev.seq4j.apps.Main %*
exit /b %ERRORLEVEL%

# The base image runs as root, and nothing below changes that.
# planted: root-container
FROM eclipse-temurin:21-jre@sha256:6c71c879c95567827c37075dfd442283f354cc6ff4bf57b3ca97df84b2d6148b
WORKDIR /app
COPY listener/target/listener.jar .
EXPOSE 2575 2576
ENTRYPOINT ["java", "-jar", "listener.jar"]

"""What a person sees of the sample service, in a real browser."""

import os
import shutil

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.chrome.service import Service

URL = os.environ["DELIVERY_URL"]


@pytest.fixture(scope="module")
def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium")
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    driver.quit()


def test_title(browser):
    browser.get(URL)
    assert browser.title == "payments 1.4.0 (stage)"


def test_greets(browser):
    browser.get(URL)
    browser.find_element(By.ID, "greet").click()
    assert browser.find_element(By.ID, "greeting").text == "Hello"


def test_searches(browser):
    browser.get(URL)
    browser.find_element(By.ID, "q").send_keys("<b>shoes</b>")
    browser.find_element(By.ID, "search").click()
    assert browser.find_element(By.ID, "found").text == "Nothing was found for <b>shoes</b>"
